package dev.dynamorecovery.core.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * The records that {@link RecordWriter}s have completed under one prefix or below it.
 *
 * @param <T> the kind of record
 */
public final class StoredRecords<T> {

    private static final int LONGEST_COUNT = 10;

    private final ObjectStore store;
    private final String prefix;
    private final RecordCodec<T> codec;

    /** The records of all writers whose prefixes are {@code prefix} or start with {@code prefix/}. */
    public StoredRecords(ObjectStore store, String prefix, RecordCodec<T> codec) {
        this.store = store;
        this.prefix = prefix;
        this.codec = codec;
    }

    /** Hands the records of items in {@code buckets} to {@code records}, in any order. */
    public void read(BucketSet buckets, Consumer<T> records) {
        for (String key : store.list(prefix + "/")) {
            if (key.endsWith(RecordWriter.COMPLETE)) {
                String writer = key.substring(0, key.length() - RecordWriter.COMPLETE.length());
                int chunks = chunks(key);
                for (int chunk = 0; chunk < chunks; chunk++) {
                    read(RecordWriter.chunkKey(writer, chunk), buckets, records);
                }
            }
        }
    }

    private void read(String key, BucketSet buckets, Consumer<T> records) {
        try (InputStream in = store.open(key)) {
            RecordChunk.read(in, buckets, codec, records);
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
