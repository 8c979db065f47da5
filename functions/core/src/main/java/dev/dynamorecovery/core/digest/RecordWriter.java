package dev.dynamorecovery.core.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes records about items into chunks sorted by bucket, under one prefix of an object store.
 *
 * <p>Memory is bounded by the chunk's size. The records count only once {@link #finish} has stored how many chunks belong
 * together; a worker that fails before and starts again under the same prefix writes over what it left.
 */
public final class RecordWriter<T> {

    /** The encoded size at which a chunk is stored; about 60,000 fingerprints. */
    public static final int DEFAULT_CHUNK_BYTES = 8 * 1024 * 1024;

    static final String COMPLETE = "/complete";
    private static final int RECORD_OVERHEAD_BYTES = 32;

    private final ObjectStore store;
    private final String prefix;
    private final RecordCodec<T> codec;
    private final int chunkBytes;
    private final CanonicalWriter encoded = new CanonicalWriter();
    private final List<byte[]> records = new ArrayList<>();
    private int bufferedBytes;
    private int chunks;

    /** A writer of chunks of the default size. Each scan segment, and each part of one, has a prefix of its own. */
    public RecordWriter(ObjectStore store, String prefix, RecordCodec<T> codec) {
        this(store, prefix, codec, DEFAULT_CHUNK_BYTES);
    }

    /** A writer that stores a chunk whenever {@code chunkBytes} are encoded. */
    public RecordWriter(ObjectStore store, String prefix, RecordCodec<T> codec, int chunkBytes) {
        this.store = store;
        this.prefix = prefix;
        this.codec = codec;
        this.chunkBytes = chunkBytes;
    }

    /** Adds one record. */
    public void add(T item) {
        encoded.clear();
        codec.write(encoded, item);
        records.add(encoded.toByteArray());
        bufferedBytes += encoded.bytes().length() + RECORD_OVERHEAD_BYTES;
        if (bufferedBytes >= chunkBytes) {
            store();
        }
    }

    /** Stores what is left and declares the records complete. */
    public void finish() {
        if (!records.isEmpty()) {
            store();
        }
        store.write(prefix + COMPLETE, Integer.toString(chunks).getBytes(US_ASCII));
    }

    private static int bucketOf(byte[] encoded) {
        return (encoded[0] & 0xFF) << 8 | (encoded[1] & 0xFF);
    }

    static String chunkKey(String prefix, int chunk) {
        return "%s/chunk-%05d".formatted(prefix, chunk);
    }

    private void store() {
        records.sort(Comparator.comparingInt(RecordWriter::bucketOf));
        store.write(chunkKey(prefix, chunks++), RecordChunk.encode(records));
        records.clear();
        bufferedBytes = 0;
    }
}
