package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.store.ObjectStore;

/** Writes item states under one prefix of an object store. They count once {@link #finish} has been called. */
public final class ItemStateWriter {

    /** The encoded size at which a chunk is stored; about 60,000 fingerprints. */
    public static final int DEFAULT_CHUNK_BYTES = RecordWriter.DEFAULT_CHUNK_BYTES;

    private final RecordWriter<ItemState> records;

    /** A writer of chunks of the default size. Each scan segment, and each part of one, has a prefix of its own. */
    public ItemStateWriter(ObjectStore store, String prefix) {
        this(store, prefix, DEFAULT_CHUNK_BYTES);
    }

    /** A writer that stores a chunk whenever {@code chunkBytes} are encoded. */
    public ItemStateWriter(ObjectStore store, String prefix, int chunkBytes) {
        this.records = new RecordWriter<>(store, prefix, new ItemStateCodec(), chunkBytes);
    }

    /** Adds one state. */
    public void add(ItemState state) {
        records.add(state);
    }

    /** Stores what is left and declares the states complete. */
    public void finish() {
        records.finish();
    }
}
