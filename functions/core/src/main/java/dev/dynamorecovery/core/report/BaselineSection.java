package dev.dynamorecovery.core.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of making the verified copy the next baseline.
 *
 * @param baseline the baseline's identifier, or null when there is none
 * @param instant the instant that it holds for, or null
 * @param problem why there is none; empty when there is one
 */
public record BaselineSection(
        @Nullable String baseline, @Nullable Instant instant, String problem) {}
