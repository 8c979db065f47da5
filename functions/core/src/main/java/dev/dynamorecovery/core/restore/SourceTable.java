package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.plan.PlanBinding;
import java.time.Instant;

/** What was found under the name of the table that is to be restored. */
public sealed interface SourceTable {

    /** No table has that name in this account and Region. */
    record Missing() implements SourceTable {}

    /**
     * The table.
     *
     * @param status its status, such as {@code ACTIVE}
     * @param sizeBytes as DynamoDB last counted it, up to six hours ago
     */
    record Found(String arn, String status, long sizeBytes, PointInTimeWindow window, PlanBinding plan)
            implements SourceTable {}

    /** How far back a table can be restored to any second. */
    sealed interface PointInTimeWindow {

        record Disabled() implements PointInTimeWindow {}

        /** Both ends belong to the window. */
        record Enabled(Instant earliest, Instant latest) implements PointInTimeWindow {}
    }
}
