package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.store.ObjectStore;
import java.util.function.Consumer;

/** The item states that {@link ItemStateWriter}s have completed under one prefix or below it. */
public final class StoredItemStates implements ItemStates {

    private final StoredRecords<ItemState> records;

    /** The states of all writers whose prefixes are {@code prefix} or start with {@code prefix/}. */
    public StoredItemStates(ObjectStore store, String prefix) {
        this.records = new StoredRecords<>(store, prefix, new ItemStateCodec());
    }

    @Override
    public void read(BucketSet buckets, Consumer<ItemState> states) {
        records.read(buckets, states);
    }
}
