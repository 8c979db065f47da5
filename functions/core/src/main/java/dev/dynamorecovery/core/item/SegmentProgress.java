package dev.dynamorecovery.core.item;

/** How far a segment has been read. */
public sealed interface SegmentProgress {

    /** Items read by this call. */
    long itemCount();

    /** The segment was read to its end. */
    record Completed(long itemCount) implements SegmentProgress {}

    /** The time ran out; the rest starts at {@code next}. */
    record Interrupted(long itemCount, Continuation next) implements SegmentProgress {}
}
