package dev.dynamorecovery.core.item;

import java.util.Arrays;

/** A byte buffer that grows as it is written and can be reused. Not safe for use by two threads. */
public final class GrowingBytes {

    private static final int INITIAL_BYTES = 4096;

    private byte[] bytes;
    private int length;

    /** A buffer of a few kilobytes, to begin with. */
    public GrowingBytes() {
        this(INITIAL_BYTES);
    }

    /** A buffer that holds {@code bytes} before it has to grow. */
    public GrowingBytes(int bytes) {
        this.bytes = new byte[bytes];
    }

    /** Forgets what was written; the memory is kept. */
    public void clear() {
        length = 0;
    }

    /** The number of bytes written. */
    public int length() {
        return length;
    }

    /** The memory written to: its first {@link #length()} bytes count, until the next write or {@link #clear}. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of the bytes written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Appends the low eight bits. */
    public void putByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    /** Appends a non-negative number in groups of seven bits, lowest first: one byte up to 127. */
    public void putVarint(int value) {
        ensure(5);
        int rest = value;
        while (rest > 0x7F) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Appends eight bytes, highest first. */
    public void putLong(long value) {
        ensure(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /** Appends all of {@code source}. */
    public void putBytes(byte[] source) {
        putBytes(source, 0, source.length);
    }

    /** Appends {@code count} bytes of {@code source}. */
    public void putBytes(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Makes room for {@code count} bytes more, to be written at {@link #length()} and then claimed by {@link #advance}. */
    byte[] reserve(int count) {
        ensure(count);
        return bytes;
    }

    /** Claims {@code count} bytes that were written into the reserved room. */
    void advance(int count) {
        length += count;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
