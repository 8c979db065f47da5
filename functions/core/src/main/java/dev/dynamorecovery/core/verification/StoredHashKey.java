package dev.dynamorecovery.core.verification;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The hash key of one execution in the work bucket.
 *
 * <p>All workers of the execution hash with it: that of the baseline they compare with, or else a new one.
 */
public final class StoredHashKey {

    private StoredHashKey() {}

    /** Keeps the key for the execution's workers. */
    public static void write(WorkKeys keys, HashKey hashKey, ObjectStore work) {
        work.write(keys.hashKey(), hashKey.toHex().getBytes(US_ASCII));
    }

    /** The execution's key. */
    public static HashKey read(WorkKeys keys, ObjectStore work) {
        try (InputStream in = work.open(keys.hashKey())) {
            return HashKey.ofHex(new String(in.readAllBytes(), US_ASCII));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "The hash key of execution " + keys.execution() + " could not be read", unreadable);
        }
    }
}
