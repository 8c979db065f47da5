package dev.dynamorecovery.core.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes items: HMAC-SHA-256 over their canonical form, cut to 128 bits.
 *
 * <p>Keys, items and attributes are hashed under a prefix of their own, so that a hash of one kind never stands for
 * another. A hasher keeps its buffers: use one per thread.
 */
public final class ItemHasher {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int OUTPUT_BYTES = 32;
    private static final int ITEM = 'I';
    private static final int KEY = 'K';
    private static final int ATTRIBUTE = 'A';
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final KeySchema schema;
    private final Mac mac;
    private final CanonicalBuffer buffer = new CanonicalBuffer();
    private final byte[] output = new byte[OUTPUT_BYTES];

    /** A hasher for items of tables with that key schema. */
    public ItemHasher(HashKey key, KeySchema schema) {
        this.schema = schema;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
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
        buffer.clear();
        buffer.putByte(KEY);
        ItemKey.write(buffer, item, schema);
        digest();
        return (output[0] & 0xFF) << 8 | (output[1] & 0xFF);
    }

    /** The hash of the whole item. */
    public ItemHash itemHash(Item item) {
        buffer.clear();
        buffer.putByte(ITEM);
        CanonicalForm.write(buffer, item);
        digest();
        return new ItemHash((long) LONGS.get(output, 0), (long) LONGS.get(output, Long.BYTES));
    }

    /** A 64-bit hash of one attribute, name and value: enough to tell which attributes of two states differ. */
    public long attributeHash(String name, AttributeValue value) {
        buffer.clear();
        buffer.putByte(ATTRIBUTE);
        CanonicalText.write(buffer, name);
        CanonicalForm.write(buffer, value);
        digest();
        return (long) LONGS.get(output, 0);
    }

    /** The key schema that the hasher reads keys with. */
    public KeySchema schema() {
        return schema;
    }

    private void digest() {
        try {
            mac.update(buffer.array(), 0, buffer.length());
            mac.doFinal(output, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC into a buffer of " + OUTPUT_BYTES + " bytes failed", e);
        }
    }
}
