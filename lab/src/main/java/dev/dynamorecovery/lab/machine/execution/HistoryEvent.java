package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of an execution's history, with AWS's type names and details.
 *
 * @param id from 1, without gaps
 * @param previousId the event that led to this one; 0 for the first of a flow
 * @param detailsField the field that carries the details, such as {@code taskFailedEventDetails}; null when the type
 *     has none
 */
public record HistoryEvent(
        long id,
        long previousId,
        Instant timestamp,
        String type,
        @Nullable String detailsField,
        @Nullable ObjectNode details) {}
