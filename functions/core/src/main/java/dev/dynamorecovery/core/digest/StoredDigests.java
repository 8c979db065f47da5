package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Digests and bucket sets in an object store. */
public final class StoredDigests {

    private final ObjectStore store;

    /** Those in that store. */
    public StoredDigests(ObjectStore store) {
        this.store = store;
    }

    /** Stores a digest. */
    public void write(String key, BucketedDigest digest) {
        store.write(key, DigestFormat.encode(digest));
    }

    /** Reads a digest. Throws {@link CorruptedDataException} when it can't be trusted. */
    public BucketedDigest read(String key) {
        return DigestFormat.decode(bytes(key));
    }

    /** Stores a bucket set. */
    public void write(String key, BucketSet buckets) {
        store.write(key, buckets.toBytes());
    }

    /** Reads a bucket set. */
    public BucketSet readBuckets(String key) {
        return BucketSet.ofBytes(bytes(key));
    }

    private byte[] bytes(String key) {
        try (InputStream in = store.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The object '" + key + "' could not be read", e);
        }
    }
}
