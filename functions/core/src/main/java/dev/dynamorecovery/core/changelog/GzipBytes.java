package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.GrowingBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Gathers bytes as one gzip file, the same for the same bytes: it carries no time. */
final class GzipBytes {

    private static final int CHUNK_BYTES = 64 * 1024;

    /** The fastest level: images of one item resemble each other so much that more effort saves little (performance.md). */
    private static final int LEVEL = 1;

    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream(CHUNK_BYTES);
    private final GZIPOutputStream gzip;
    private final GrowingBytes pending = new GrowingBytes(2 * CHUNK_BYTES);

    GzipBytes() {
        try {
            gzip = new FastGzip(compressed);
        } catch (IOException impossible) {
            throw inMemory(impossible);
        }
    }

    /** Where to write; {@link #flush} from time to time. */
    GrowingBytes pending() {
        return pending;
    }

    /** Compresses what is pending, if it is much. */
    void flush() {
        if (pending.length() >= CHUNK_BYTES) {
            compress();
        }
    }

    byte[] finish() {
        try {
            compress();
            gzip.close();
        } catch (IOException impossible) {
            throw inMemory(impossible);
        }
        return compressed.toByteArray();
    }

    private void compress() {
        try {
            gzip.write(pending.array(), 0, pending.length());
        } catch (IOException impossible) {
            throw inMemory(impossible);
        }
        pending.clear();
    }

    private static UncheckedIOException inMemory(IOException impossible) {
        return new UncheckedIOException("Compressing into memory failed", impossible);
    }

    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, CHUNK_BYTES);
            def.setLevel(LEVEL);
        }
    }
}
