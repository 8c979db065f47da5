package dev.dynamorecovery.core.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** The item states that {@link ItemStateWriter}s have completed under one prefix or below it. */
public final class StoredItemStates implements ItemStates {

    private static final int LONGEST_COUNT = 10;

    private final ObjectStore store;
    private final String prefix;

    /** The states of all writers whose prefixes are {@code prefix} or start with {@code prefix/}. */
    public StoredItemStates(ObjectStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    @Override
    public void read(BucketSet buckets, Consumer<ItemState> states) {
        for (String key : store.list(prefix + "/")) {
            if (key.endsWith(ItemStateWriter.COMPLETE)) {
                String writer = key.substring(0, key.length() - ItemStateWriter.COMPLETE.length());
                int chunks = chunks(key);
                for (int chunk = 0; chunk < chunks; chunk++) {
                    read(ItemStateWriter.chunkKey(writer, chunk), buckets, states);
                }
            }
        }
    }

    private void read(String key, BucketSet buckets, Consumer<ItemState> states) {
        try (InputStream in = store.open(key)) {
            ItemStateChunk.read(in, buckets, states);
        } catch (IOException e) {
            throw new UncheckedIOException("The chunk '" + key + "' could not be read", e);
        }
    }

    private int chunks(String key) {
        try (InputStream in = store.open(key)) {
            return Integer.parseInt(new String(in.readNBytes(LONGEST_COUNT), US_ASCII));
        } catch (NumberFormatException e) {
            throw new CorruptedDataException("The object '" + key + "' holds no number: scan the segment again", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The object '" + key + "' could not be read", e);
        }
    }
}
