package dev.dynamorecovery.lab.machine.definition;

import dev.dynamorecovery.lab.machine.expression.Template;
import org.jspecify.annotations.Nullable;

/**
 * How a Distributed Map spreads its work over child executions.
 *
 * @param label part of the ARNs of map run and children
 * @param executionType {@code STANDARD} or {@code EXPRESS}
 */
public record Distribution(
        String label,
        String executionType,
        @Nullable Template toleratedFailureCount,
        @Nullable Template toleratedFailurePercentage,
        @Nullable Batching batching) {

    /** Several items in one child execution, as {@code {"Items": […], "BatchInput": …}}. */
    public record Batching(
            @Nullable Template maxItemsPerBatch,
            @Nullable Template maxInputBytesPerBatch,
            @Nullable Template batchInput) {}
}
