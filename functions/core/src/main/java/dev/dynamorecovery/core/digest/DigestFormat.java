package dev.dynamorecovery.core.digest;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The binary form of a digest, version 1.
 *
 * <pre>
 * magic 'DRDG' | version, 1 byte | layout, 1 byte | body | CRC-32C of all before, 4 bytes
 * dense body:  65,536 × (sum, 16 bytes | count, zigzag varint)
 * sparse body: number of entries, 4 bytes | entries × (bucket, 2 bytes | sum | count), buckets ascending
 * </pre>
 *
 * <p>The smaller layout is taken. Truncated, corrupted or newer input is refused.
 */
public final class DigestFormat {

    private static final int MAGIC = 0x44524447;
    private static final int VERSION = 1;
    private static final int DENSE = 0;
    private static final int SPARSE = 1;
    private static final int HEADER_BYTES = 6;
    private static final int CHECKSUM_BYTES = 4;
    private static final int SUM_BYTES = 16;
    private static final int BUCKET_BYTES = 2;
    private static final int LONGEST_VARINT = 10;

    private DigestFormat() {}

    /** The digest's bytes. */
    public static byte[] encode(BucketedDigest digest) {
        int filled = 0;
        int countBytes = 0;
        for (int bucket = 0; bucket < BucketedDigest.BUCKETS; bucket++) {
            if (!digest.isEmpty(bucket)) {
                filled++;
                countBytes += varintBytes(zigzag(digest.itemCount(bucket)));
            }
        }
        int sparse = 4 + filled * (BUCKET_BYTES + SUM_BYTES) + countBytes;
        int dense = BucketedDigest.BUCKETS * SUM_BYTES + countBytes + (BucketedDigest.BUCKETS - filled);
        boolean useSparse = sparse < dense;
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + Math.min(sparse, dense) + CHECKSUM_BYTES);
        out.putInt(MAGIC).put((byte) VERSION).put((byte) (useSparse ? SPARSE : DENSE));
        if (useSparse) {
            out.putInt(filled);
        }
        for (int bucket = 0; bucket < BucketedDigest.BUCKETS; bucket++) {
            if (useSparse && digest.isEmpty(bucket)) {
                continue;
            }
            if (useSparse) {
                out.putShort((short) bucket);
            }
            out.putLong(digest.sum(bucket).high()).putLong(digest.sum(bucket).low());
            putVarint(out, zigzag(digest.itemCount(bucket)));
        }
        out.putInt(checksum(out.array(), out.position()));
        return out.array();
    }

    /** The digest that {@code bytes} are the form of. Throws {@link CorruptedDataException} when they are of none. */
    public static BucketedDigest decode(byte[] bytes) {
        if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) {
            throw corrupted("it has only " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC) {
            throw corrupted("it does not start with its mark");
        }
        int version = in.get();
        if (version != VERSION) {
            throw new CorruptedDataException("A digest is of format version " + version + ", and this release reads "
                    + VERSION + ": read it with the release that wrote it");
        }
        int body = bytes.length - CHECKSUM_BYTES;
        if (ByteBuffer.wrap(bytes).getInt(body) != checksum(bytes, body)) {
            throw corrupted("its checksum does not match");
        }
        int layout = in.get();
        in.limit(body);
        BucketedDigest digest = new BucketedDigest();
        try {
            read(in, layout, digest);
        } catch (BufferUnderflowException e) {
            throw corrupted("it ends too early");
        }
        if (in.hasRemaining()) {
            throw corrupted("it has " + in.remaining() + " bytes too many");
        }
        return digest;
    }

    private static void read(ByteBuffer in, int layout, BucketedDigest digest) {
        if (layout != DENSE && layout != SPARSE) {
            throw corrupted("its layout " + layout + " is unknown");
        }
        int entries = layout == SPARSE ? in.getInt() : BucketedDigest.BUCKETS;
        int previous = -1;
        for (int entry = 0; entry < entries; entry++) {
            int bucket = layout == SPARSE ? in.getShort() & 0xFFFF : entry;
            if (bucket <= previous) {
                throw corrupted("its buckets are not in order");
            }
            previous = bucket;
            digest.add(bucket, in.getLong(), in.getLong(), unzigzag(getVarint(in)));
        }
    }

    private static CorruptedDataException corrupted(String how) {
        return new CorruptedDataException(
                "A digest is truncated or corrupted: " + how + "; digest the table or segment again");
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    private static int varintBytes(long value) {
        return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private static void putVarint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long getVarint(ByteBuffer in) {
        long value = 0;
        for (int group = 0; group < LONGEST_VARINT; group++) {
            byte bits = in.get();
            value |= (long) (bits & 0x7F) << (7 * group);
            if (bits >= 0) {
                return value;
            }
        }
        throw corrupted("a count runs over " + LONGEST_VARINT + " bytes");
    }
}
