package dev.dynamorecovery.core.item;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The secret key of a table's item hashes: 256 random bits.
 *
 * <p>Hashes of one comparison are made with one key. Without it nobody can choose items whose hashes cancel out, or guess
 * values from their hashes, so it never shows in logs or reports.
 */
public final class HashKey {

    /** The key's length. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private HashKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A hash key has " + BYTES + " bytes, not " + bytes.length
                    + ": take it from the baseline's manifest, or make a new one of random bytes");
        }
        this.bytes = bytes.clone();
    }

    /** The key made of 32 bytes, which the caller draws from a secure random source. */
    public static HashKey of(byte[] bytes) {
        return new HashKey(bytes);
    }

    /** The key written by {@link #toHex()}. */
    public static HashKey ofHex(String hex) {
        return new HashKey(HexFormat.of().parseHex(hex));
    }

    /** 64 hexadecimal digits, for a manifest in an encrypted bucket. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HashKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Never the key itself. */
    @Override
    public String toString() {
        return "HashKey[secret]";
    }
}
