package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.item.Continuation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a segment that was interrupted goes on. It holds an item's key, so it is kept in the work bucket and never in a
 * workflow's state.
 *
 * @param calls how many calls have read of it so far
 * @param itemCount how many items they read
 * @param startedAt before the first of them
 * @param lastKey the continuation as text, or null at the segment's beginning
 */
public record SegmentPosition(
        int calls,
        long itemCount,
        Instant startedAt,
        @Nullable String lastKey) {

    static SegmentPosition beginning(Instant now) {
        return new SegmentPosition(0, 0, now, null);
    }

    @Nullable
    Continuation continuation() {
        return lastKey == null ? null : Continuation.ofText(lastKey);
    }
}
