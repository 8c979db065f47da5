package dev.dynamorecovery.core.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4: a 64-bit keyed hash made for short inputs.
 *
 * <p>It chooses buckets and marks attributes, several times an item, where HMAC's fixed cost would outweigh the rest.
 * Equality of items rests on the 128-bit HMAC alone. After J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input
 * PRF", 2012.
 */
final class ShortHash {

    /** The key's length. */
    static final int KEY_BYTES = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long first;
    private final long second;

    ShortHash(byte[] key) {
        first = (long) LONGS.get(key, 0);
        second = (long) LONGS.get(key, Long.BYTES);
    }

    /** The hash of the first {@code length} bytes. */
    long of(byte[] bytes, int length) {
        long v0 = first ^ 0x736f6d6570736575L;
        long v1 = second ^ 0x646f72616e646f6dL;
        long v2 = first ^ 0x6c7967656e657261L;
        long v3 = second ^ 0x7465646279746573L;
        int whole = length & ~7;
        for (int at = 0; at <= whole + 4 * Long.BYTES; at += Long.BYTES) {
            boolean finishing = at > whole;
            long word = at < whole ? (long) LONGS.get(bytes, at) : at == whole ? tail(bytes, whole, length) : 0;
            v3 ^= word;
            int rounds = finishing ? 1 : 2;
            if (at == whole + Long.BYTES) {
                v2 ^= 0xff;
            }
            for (int round = 0; round < rounds; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /** The last bytes, and the length in the highest byte. */
    private static long tail(byte[] bytes, int from, int length) {
        long word = (long) length << 56;
        for (int at = from; at < length; at++) {
            word |= (bytes[at] & 0xFFL) << (8 * (at - from));
        }
        return word;
    }
}
