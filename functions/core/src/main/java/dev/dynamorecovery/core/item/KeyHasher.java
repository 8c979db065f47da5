package dev.dynamorecovery.core.item;

/**
 * A 64-bit keyed hash of an item's key attributes, given as an item of only these: for filters over keys.
 *
 * <p>Equal for two keys that DynamoDB holds to be equal. A hasher keeps its buffer: use one per thread.
 */
public final class KeyHasher {

    private final ShortHash hash;
    private final CanonicalWriter writer = new CanonicalWriter();

    /** A hasher under a key derived from the secret one. */
    public KeyHasher(HashKey key) {
        this.hash = new ShortHash(ImageHasher.derived(key, "key filter"));
    }

    /** The hash of the key. */
    public long hash(Item keys) {
        writer.clear();
        CanonicalForm.write(writer, keys);
        return hash.of(writer.bytes().array(), writer.bytes().length());
    }
}
