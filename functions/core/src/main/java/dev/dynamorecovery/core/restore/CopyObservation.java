package dev.dynamorecovery.core.restore;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What was found under the name of the table that a restore made. */
public sealed interface CopyObservation {

    /** No table has that name. */
    record Missing() implements CopyObservation {}

    /** It could not be found out. */
    record Unknown(String reason) implements CopyObservation {}

    /**
     * The table.
     *
     * @param restore what DynamoDB says of its origin, if it was made by a restore
     */
    record Found(
            String arn,
            String status,
            Instant createdAt,
            boolean deletionProtected,
            Map<String, String> tags,
            Optional<Origin> restore)
            implements CopyObservation {}

    /**
     * DynamoDB's own word on where a table came from.
     *
     * @param sourceArn the ARN of the table that was restored
     * @param inProgress whether the restore is still running
     */
    record Origin(String sourceArn, boolean inProgress) {}
}
