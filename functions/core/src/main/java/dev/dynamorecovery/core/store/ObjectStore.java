package dev.dynamorecovery.core.store;

import java.io.InputStream;
import java.util.List;

/** Keeps immutable objects by key, as S3 does. */
public interface ObjectStore {

    /** Stores the object, in place of an earlier one of that key. */
    void write(String key, byte[] content);

    /** Opens the object for reading; the caller closes it. Throws {@link ObjectNotFoundException} when there is none. */
    InputStream open(String key);

    /** The keys that start with {@code prefix}, in ascending order. */
    List<String> list(String prefix);
}
