package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.TimeSpan;

/**
 * A stretch of the log that one worker reads.
 *
 * @param changeCount the changes of the segments that lie in it, at most
 * @param sizeBytes the size of those segments
 */
public record ReplaySlice(TimeSpan span, long changeCount, long sizeBytes) {}
