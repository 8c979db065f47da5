package dev.dynamorecovery.core.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes item states into chunks sorted by bucket, under one prefix of an object store.
 *
 * <p>Memory is bounded by the chunk's size. The states count only once {@link #finish} has stored how many chunks belong
 * together; a worker that fails before and starts again under the same prefix writes over what it left.
 */
public final class ItemStateWriter {

    /** The encoded size at which a chunk is stored; about 60,000 fingerprints. */
    public static final int DEFAULT_CHUNK_BYTES = 8 * 1024 * 1024;

    static final String COMPLETE = "/complete";
    private static final int RECORD_OVERHEAD_BYTES = 32;

    private final ObjectStore store;
    private final String prefix;
    private final int chunkBytes;
    private final CanonicalWriter encoded = new CanonicalWriter();
    private final List<byte[]> records = new ArrayList<>();
    private int bufferedBytes;
    private int chunks;

    /** A writer of chunks of the default size. Each scan segment, and each part of one, has a prefix of its own. */
    public ItemStateWriter(ObjectStore store, String prefix) {
        this(store, prefix, DEFAULT_CHUNK_BYTES);
    }

    /** A writer that stores a chunk whenever {@code chunkBytes} are encoded. */
    public ItemStateWriter(ObjectStore store, String prefix, int chunkBytes) {
        this.store = store;
        this.prefix = prefix;
        this.chunkBytes = chunkBytes;
    }

    /** Adds one state. */
    public void add(ItemState state) {
        encoded.clear();
        ItemStateCodec.write(encoded, state);
        records.add(encoded.toByteArray());
        bufferedBytes += encoded.bytes().length() + RECORD_OVERHEAD_BYTES;
        if (bufferedBytes >= chunkBytes) {
            store();
        }
    }

    /** Stores what is left and declares the states complete. */
    public void finish() {
        if (!records.isEmpty()) {
            store();
        }
        store.write(prefix + COMPLETE, Integer.toString(chunks).getBytes(US_ASCII));
    }

    static String chunkKey(String prefix, int chunk) {
        return "%s/chunk-%05d".formatted(prefix, chunk);
    }

    private void store() {
        records.sort(Comparator.comparingInt(ItemStateCodec::bucketOf));
        store.write(chunkKey(prefix, chunks++), ItemStateChunk.encode(records));
        records.clear();
        bufferedBytes = 0;
    }
}
