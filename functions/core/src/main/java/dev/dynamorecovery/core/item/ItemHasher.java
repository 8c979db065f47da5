package dev.dynamorecovery.core.item;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes items: HMAC-SHA-256 over their canonical form, cut to 128 bits; buckets and attributes by a shorter keyed hash.
 *
 * <p>Each use has a key of its own, derived from the secret one, so that a hash of one kind never stands for another. A
 * hasher keeps its buffers: use one per thread.
 */
public final class ItemHasher {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int OUTPUT_BYTES = 32;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final KeySchema schema;
    private final Mac items;
    private final ShortHash keys;
    private final ShortHash attributes;
    private final CanonicalWriter writer = new CanonicalWriter();
    private final byte[] output = new byte[OUTPUT_BYTES];

    /** A hasher for items of tables with that key schema. */
    public ItemHasher(HashKey key, KeySchema schema) {
        this.schema = schema;
        this.items = mac(derived(key, "item"));
        this.keys = new ShortHash(derived(key, "key"));
        this.attributes = new ShortHash(derived(key, "attribute"));
    }

    private static byte[] derived(HashKey key, String use) {
        return mac(key.bytes()).doFinal(use.getBytes(US_ASCII));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no " + ALGORITHM + ": run on a complete JDK", e);
        }
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
        byte @Nullable [] canonical = item.canonicalBytes();
        if (canonical != null) {
            return itemHash(canonical, item.canonicalOffset(), item.canonicalLength());
        }
        writer.clear();
        CanonicalForm.write(writer, item);
        return itemHash(writer.bytes().array(), 0, writer.bytes().length());
    }

    private ItemHash itemHash(byte[] canonical, int offset, int length) {
        try {
            items.update(canonical, offset, length);
            items.doFinal(output, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC into a buffer of " + OUTPUT_BYTES + " bytes failed", e);
        }
        return new ItemHash((long) LONGS.get(output, 0), (long) LONGS.get(output, Long.BYTES));
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
