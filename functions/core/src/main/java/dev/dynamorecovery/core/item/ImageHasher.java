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
 * Hashes whole items, whatever their keys are: HMAC-SHA-256 over their canonical form, cut to 128 bits.
 *
 * <p>A hasher keeps its buffers: use one per thread.
 */
public final class ImageHasher {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int OUTPUT_BYTES = 32;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Mac items;
    private final CanonicalWriter writer = new CanonicalWriter();
    private final byte[] output = new byte[OUTPUT_BYTES];

    /** A hasher whose hashes are the same as those of an {@link ItemHasher} of that key. */
    public ImageHasher(HashKey key) {
        this.items = mac(derived(key, "item"));
    }

    /** The key of one use, so that a hash of one kind never stands for another. */
    static byte[] derived(HashKey key, String use) {
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

    /** The hash of the whole item. */
    public ItemHash hash(Item item) {
        byte @Nullable [] canonical = item.canonicalBytes();
        if (canonical != null) {
            return hash(canonical, item.canonicalOffset(), item.canonicalLength());
        }
        writer.clear();
        CanonicalForm.write(writer, item);
        return hash(writer.bytes().array(), 0, writer.bytes().length());
    }

    private ItemHash hash(byte[] canonical, int offset, int length) {
        try {
            items.update(canonical, offset, length);
            items.doFinal(output, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC into a buffer of " + OUTPUT_BYTES + " bytes failed", e);
        }
        return new ItemHash((long) LONGS.get(output, 0), (long) LONGS.get(output, Long.BYTES));
    }
}
