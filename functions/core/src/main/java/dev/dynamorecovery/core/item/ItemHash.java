package dev.dynamorecovery.core.item;

/**
 * A 128-bit keyed hash of an item, or a sum of such hashes modulo 2^128.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record ItemHash(long high, long low) {

    private static final int DIGITS = 16;

    /** The neutral element of addition. */
    public static final ItemHash ZERO = new ItemHash(0, 0);

    /** The hash written by {@link #toString()}. */
    public static ItemHash ofHex(String hex) {
        if (hex.length() != 2 * DIGITS) {
            throw new IllegalArgumentException("A hash has " + 2 * DIGITS + " hexadecimal digits, not " + hex.length());
        }
        return new ItemHash(
                Long.parseUnsignedLong(hex, 0, DIGITS, 16), Long.parseUnsignedLong(hex, DIGITS, 2 * DIGITS, 16));
    }

    /** The sum modulo 2^128. */
    public ItemHash plus(ItemHash other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new ItemHash(high + other.high + carry, sum);
    }

    /** The difference modulo 2^128. */
    public ItemHash minus(ItemHash other) {
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new ItemHash(high - other.high - borrow, low - other.low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
