package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.item.CanonicalWriter;
import java.nio.ByteBuffer;

/**
 * The binary form of one kind of record about an item. Every form begins with the item's bucket, in two bytes.
 *
 * @param <T> the kind of record
 */
public interface RecordCodec<T> {

    /** Appends the record's form. */
    void write(CanonicalWriter out, T item);

    /**
     * Reads the record at the buffer's position, which moves behind it. Bytes that are no record end in an
     * {@link IllegalArgumentException} or a {@link java.nio.BufferUnderflowException}.
     */
    T read(ByteBuffer in);
}
