package dev.dynamorecovery.lab.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution as it stands.
 *
 * @param stoppedAt null while it runs
 * @param outputJson what it returned, null unless it succeeded
 * @param error the code it failed with, null unless it failed
 * @param cause what it said of that failure
 */
public record ExecutionSnapshot(
        String name,
        String arn,
        ExecutionStatus status,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        String inputJson,
        @Nullable String outputJson,
        @Nullable String error,
        @Nullable String cause) {}
