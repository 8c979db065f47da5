package dev.dynamorecovery.core.item;

/**
 * Hashes items: HMAC-SHA-256 over their canonical form, cut to 128 bits; buckets and attributes by a shorter keyed hash.
 *
 * <p>Each use has a key of its own, derived from the secret one, so that a hash of one kind never stands for another. A
 * hasher keeps its buffers: use one per thread.
 */
public final class ItemHasher {

    private final KeySchema schema;
    private final ImageHasher items;
    private final ShortHash keys;
    private final ShortHash attributes;
    private final CanonicalWriter writer = new CanonicalWriter();

    /** A hasher for items of tables with that key schema. */
    public ItemHasher(HashKey key, KeySchema schema) {
        this.schema = schema;
        this.items = new ImageHasher(key);
        this.keys = new ShortHash(ImageHasher.derived(key, "key"));
        this.attributes = new ShortHash(ImageHasher.derived(key, "attribute"));
    }

    /** The bucket and the hash of an item. Refuses an item without its key attributes, or with a malformed number. */
    public HashedItem hash(Item item) {
        int bucket = bucketOf(item);
        return new HashedItem(bucket, itemHash(item));
    }

    /** The bucket that the item's key falls into, 0 to 65,535. */
    public int bucketOf(Item item) {
        writer.clear();
        ItemKey.write(writer, item, schema);
        return (int) (keys.of(writer.bytes().array(), writer.bytes().length()) >>> 48);
    }

    /** The hash of the whole item. */
    public ItemHash itemHash(Item item) {
        return items.hash(item);
    }

    /** A 64-bit hash of one attribute, name and value: enough to tell which attributes of two states differ. */
    public long attributeHash(String name, AttributeValue value) {
        writer.clear();
        writer.text(name);
        CanonicalForm.write(writer, value);
        return attributes.of(writer.bytes().array(), writer.bytes().length());
    }

    /** The key schema that the hasher reads keys with. */
    public KeySchema schema() {
        return schema;
    }
}
