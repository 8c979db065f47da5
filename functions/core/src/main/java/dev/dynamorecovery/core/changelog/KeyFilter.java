package dev.dynamorecovery.core.changelog;

import java.util.Arrays;

/**
 * A Bloom filter of item keys: tells for certain that a segment does not hold a key, or that it may.
 *
 * <p>Ten bits a key and seven marks make one wrong "may" in about a hundred. Keys are given by their keyed hashes
 * ({@link dev.dynamorecovery.core.item.KeyHasher} under the log's hash key), so the filter tells nobody else anything. The
 * same keys make the same filter.
 *
 * @param bits the filter, a multiple of 8 bytes; empty for one that excludes nothing; not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record KeyFilter(byte[] bits) {

    /** Excludes nothing. */
    public static final KeyFilter ANY = new KeyFilter(new byte[0]);

    private static final int BITS_PER_KEY = 10;
    private static final int MARKS = 7;

    /** The filter of the first {@code count} hashes, which may repeat. */
    public static KeyFilter of(long[] hashes, int count) {
        long[] sorted = Arrays.copyOf(hashes, count);
        Arrays.sort(sorted);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        int words = (distinct * BITS_PER_KEY + Long.SIZE - 1) / Long.SIZE;
        byte[] bits = new byte[Math.max(1, words) * Long.BYTES];
        for (int i = 0; i < distinct; i++) {
            for (int mark = 0; mark < MARKS; mark++) {
                int bit = bit(sorted[i], mark, bits.length);
                bits[bit >>> 3] |= (byte) (1 << (bit & 7));
            }
        }
        return new KeyFilter(bits);
    }

    /** Whether the key of that hash may be among the filter's; false is certain. */
    public boolean mayHold(long hash) {
        for (int mark = 0; mark < MARKS && bits.length > 0; mark++) {
            int bit = bit(hash, mark, bits.length);
            if ((bits[bit >>> 3] & (1 << (bit & 7))) == 0) {
                return false;
            }
        }
        return true;
    }

    /** The halves of the hash stand in for as many hashes as are needed: after Kirsch and Mitzenmacher, 2006. */
    private static int bit(long hash, int mark, int bytes) {
        int mixed = (int) hash + mark * ((int) (hash >>> 32) | 1);
        return Integer.remainderUnsigned(mixed, bytes * Byte.SIZE);
    }
}
