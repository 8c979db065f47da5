package dev.dynamorecovery.core.report;

import java.time.Instant;

/**
 * One step of an execution.
 *
 * @param step the state's name, such as {@code RebuildSettings}
 * @param startedAt when it began; it ended when the next one began
 */
public record TimelineEntry(String step, Instant startedAt) {}
