package dev.dynamorecovery.core.digest;

import org.jspecify.annotations.Nullable;

/** Stored data can't be read as what it should be: truncated, corrupted or of another version. */
public final class CorruptedDataException extends RuntimeException {

    /** Says what is wrong and what to do. */
    public CorruptedDataException(String message) {
        super(message);
    }

    /** Says what is wrong and what to do, and what was met. */
    public CorruptedDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
