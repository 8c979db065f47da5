package dev.dynamorecovery.core.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Sorts encoded entries where they have been written: by their bytes, unsigned.
 *
 * <p>Encoded names are free of prefixes of each other and unique in their collection, so comparing whole entries compares
 * the names.
 */
final class EntrySorter {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int DEEPEST = 64;

    /** Up to so many entries, insertion is the fastest sort. */
    private static final int MOST_INSERTED = 40;

    private final GrowingBytes out;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private long[] heads = new long[64];
    private int entries;
    private final int[] frames = new int[DEEPEST];
    private int depth;
    private byte[] scratch = new byte[1024];

    EntrySorter(GrowingBytes out) {
        this.out = out;
    }

    void clear() {
        entries = 0;
        depth = 0;
    }

    void begin() {
        if (depth == DEEPEST) {
            throw new IllegalArgumentException(
                    "A value is nested deeper than " + DEEPEST + " levels: DynamoDB allows 32, so it was misread");
        }
        frames[depth++] = entries;
    }

    void entry() {
        if (entries == starts.length) {
            starts = Arrays.copyOf(starts, entries * 2);
            ends = Arrays.copyOf(ends, entries * 2);
            heads = Arrays.copyOf(heads, entries * 2);
        }
        starts[entries++] = out.length();
    }

    void end() {
        int first = frames[--depth];
        if (entries - first > 1) {
            sort(first, entries);
        }
        entries = first;
    }

    private void sort(int first, int last) {
        byte[] bytes = out.reserve(Long.BYTES);
        boolean sorted = true;
        for (int i = first; i < last; i++) {
            ends[i] = i + 1 < last ? starts[i + 1] : out.length();
            // The first bytes as one number, moved so that a signed comparison orders them unsigned.
            heads[i] = (long) LONGS.get(bytes, starts[i]) + Long.MIN_VALUE;
            sorted &= i == first || heads[i - 1] < heads[i];
        }
        if (sorted) {
            return;
        }
        int begin = starts[first];
        int size = out.length() - begin;
        if (scratch.length < size) {
            scratch = new byte[Math.max(size, scratch.length * 2)];
        }
        if (last - first <= MOST_INSERTED) {
            insertionSort(bytes, first, last);
            int at = 0;
            for (int i = first; i < last; i++) {
                int length = ends[i] - starts[i];
                System.arraycopy(bytes, starts[i], scratch, at, length);
                at += length;
            }
        } else {
            sortLarge(bytes, first, last);
        }
        System.arraycopy(scratch, 0, bytes, begin, size);
    }

    private void insertionSort(byte[] bytes, int first, int last) {
        for (int i = first + 1; i < last; i++) {
            long head = heads[i];
            int start = starts[i];
            int end = ends[i];
            int at = i;
            while (at > first
                    && (heads[at - 1] > head || (heads[at - 1] == head && follows(bytes, at - 1, start, end)))) {
                heads[at] = heads[at - 1];
                starts[at] = starts[at - 1];
                ends[at] = ends[at - 1];
                at--;
            }
            heads[at] = head;
            starts[at] = start;
            ends[at] = end;
        }
    }

    private boolean follows(byte[] bytes, int entry, int start, int end) {
        return Arrays.compareUnsigned(bytes, starts[entry], ends[entry], bytes, start, end) > 0;
    }

    private void sortLarge(byte[] bytes, int first, int last) {
        byte[][] sorted = new byte[last - first][];
        for (int i = first; i < last; i++) {
            sorted[i - first] = Arrays.copyOfRange(bytes, starts[i], ends[i]);
        }
        Arrays.sort(sorted, Arrays::compareUnsigned);
        int at = 0;
        for (byte[] entry : sorted) {
            System.arraycopy(entry, 0, scratch, at, entry.length);
            at += entry.length;
        }
    }
}
