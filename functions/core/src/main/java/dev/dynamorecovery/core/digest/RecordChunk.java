package dev.dynamorecovery.core.digest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a chunk of records sorted by bucket, version 1.
 *
 * <pre>
 * magic 'DRIS' | version, 1 byte | number of blocks, 4 bytes
 * index: blocks × (first bucket, 2 bytes | last bucket, 2 bytes | records, 4 bytes | compressed bytes, 4 bytes)
 * CRC-32C of all before, 4 bytes | blocks, each compressed by gzip, which carries its own checksum
 * </pre>
 *
 * <p>Reading some buckets decompresses only the blocks that can hold them, one at a time.
 */
final class RecordChunk {

    private static final int MAGIC = 0x44524953;
    private static final int VERSION = 1;
    private static final int BLOCK_BYTES = 128 * 1024;
    private static final int INDEX_ENTRY_BYTES = 12;
    private static final int MAXIMUM_BLOCKS = 1 << 20;

    private RecordChunk() {}

    /** The chunk of these encoded records, which are sorted by bucket. Each starts with its bucket in two bytes. */
    static byte[] encode(List<byte[]> sorted) {
        List<byte[]> blocks = new ArrayList<>();
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        int from = 0;
        while (from < sorted.size()) {
            int to = from;
            int size = 0;
            while (to < sorted.size() && (size == 0 || size + sorted.get(to).length <= BLOCK_BYTES)) {
                size += sorted.get(to++).length;
            }
            byte[] block = compress(sorted.subList(from, to));
            blocks.add(block);
            ByteBuffer entry = ByteBuffer.allocate(INDEX_ENTRY_BYTES);
            entry.put(sorted.get(from), 0, 2).put(sorted.get(to - 1), 0, 2);
            entry.putInt(to - from).putInt(block.length);
            index.writeBytes(entry.array());
            from = to;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(9)
                .putInt(MAGIC)
                .put((byte) VERSION)
                .putInt(blocks.size())
                .array());
        out.writeBytes(index.toByteArray());
        out.writeBytes(
                ByteBuffer.allocate(4).putInt(checksum(out.toByteArray())).array());
        blocks.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** Hands the records of these buckets to {@code records}. */
    static <T> void read(InputStream chunk, BucketSet buckets, RecordCodec<T> codec, Consumer<T> records) {
        try {
            DataInputStream in = new DataInputStream(chunk);
            ByteBuffer index = index(in);
            while (index.hasRemaining()) {
                int first = index.getShort() & 0xFFFF;
                int last = index.getShort() & 0xFFFF;
                int count = index.getInt();
                int size = index.getInt();
                if (buckets.containsAny(first, last)) {
                    readBlock(in.readNBytes(size), count, buckets, codec, records);
                } else {
                    in.skipNBytes(size);
                }
            }
        } catch (EOFException e) {
            throw corrupted("it ends too early", e);
        } catch (IOException e) {
            throw new UncheckedIOException("A chunk of records could not be read", e);
        }
    }

    private static ByteBuffer index(DataInputStream in) throws IOException {
        byte[] head = in.readNBytes(9);
        if (head.length < 9) {
            throw new EOFException();
        }
        ByteBuffer header = ByteBuffer.wrap(head);
        if (header.getInt() != MAGIC) {
            throw corrupted("it does not start with its mark", null);
        }
        int version = header.get();
        if (version != VERSION) {
            throw new CorruptedDataException("A chunk of records is of format version " + version
                    + ", and this release reads " + VERSION + ": read it with the release that wrote it");
        }
        int blocks = header.getInt();
        if (blocks < 0 || blocks > MAXIMUM_BLOCKS) {
            throw corrupted("it counts " + blocks + " blocks", null);
        }
        byte[] index = in.readNBytes(blocks * INDEX_ENTRY_BYTES);
        CRC32C checksum = new CRC32C();
        checksum.update(head);
        checksum.update(index);
        if (in.readInt() != (int) checksum.getValue()) {
            throw corrupted("its checksum does not match", null);
        }
        return ByteBuffer.wrap(index);
    }

    private static <T> void readBlock(
            byte[] block, int count, BucketSet buckets, RecordCodec<T> codec, Consumer<T> records) {
        ByteBuffer in;
        try {
            in = ByteBuffer.wrap(new GZIPInputStream(new ByteArrayInputStream(block)).readAllBytes());
        } catch (IOException e) {
            throw corrupted("a block can't be decompressed", e);
        }
        for (int read = 0; read < count; read++) {
            int bucket = bucketAt(in);
            T decoded = decode(in, codec);
            if (buckets.contains(bucket)) {
                records.accept(decoded);
            }
        }
        if (in.hasRemaining()) {
            throw corrupted("a block has " + in.remaining() + " bytes too many", null);
        }
    }

    private static int bucketAt(ByteBuffer in) {
        try {
            return in.getShort(in.position()) & 0xFFFF;
        } catch (IndexOutOfBoundsException e) {
            throw corrupted("a record can't be read", e);
        }
    }

    private static <T> T decode(ByteBuffer in, RecordCodec<T> codec) {
        try {
            return codec.read(in);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw corrupted("a record can't be read", e);
        }
    }

    private static CorruptedDataException corrupted(String how, @Nullable Exception cause) {
        return new CorruptedDataException(
                "A chunk of records is truncated or corrupted: " + how + "; scan the segment again", cause);
    }

    private static byte[] compress(List<byte[]> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            for (byte[] record : records) {
                gzip.write(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Compressing into memory failed", e);
        }
        return out.toByteArray();
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
