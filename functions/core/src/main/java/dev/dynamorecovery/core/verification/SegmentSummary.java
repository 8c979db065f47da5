package dev.dynamorecovery.core.verification;

import java.time.Instant;

/**
 * What is known of a segment that was read to its end.
 *
 * @param calls in how many calls it was read; each left a part
 * @param itemCount how many items it held
 * @param startedAt before the first item was read
 * @param endedAt after the last item was read
 */
public record SegmentSummary(int calls, long itemCount, Instant startedAt, Instant endedAt) {}
