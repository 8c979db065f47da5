package dev.dynamorecovery.core.verification;

import org.jspecify.annotations.Nullable;

/**
 * How a call on a segment ended.
 *
 * @param continuation the key of the object that says where to go on, or null when the segment is done
 * @param count the items read so far, by this call and those before
 */
public record SegmentAnswer(@Nullable String continuation, long count) {}
