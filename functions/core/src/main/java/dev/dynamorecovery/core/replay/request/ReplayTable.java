package dev.dynamorecovery.core.replay.request;

import dev.dynamorecovery.core.item.KeySchema;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What was found under the name of a table that a replay concerns. */
public sealed interface ReplayTable {

    /** No table has that name. */
    record Missing() implements ReplayTable {}

    /**
     * The table.
     *
     * @param status its status, such as {@code ACTIVE}
     * @param keyTypes DynamoDB's letters for the types of the key attributes: {@code S}, {@code N} or {@code B}
     * @param origin what DynamoDB says of its origin, if a restore made it
     */
    record Found(
            String arn,
            String status,
            Instant createdAt,
            KeySchema keySchema,
            Map<String, String> keyTypes,
            Map<String, String> tags,
            Optional<Origin> origin)
            implements ReplayTable {

        public Found {
            keyTypes = Map.copyOf(keyTypes);
            tags = Map.copyOf(tags);
        }
    }

    /**
     * DynamoDB's own word on what was restored.
     *
     * @param sourceArn the ARN of the table that was restored
     * @param restoredTo the instant whose state was restored
     * @param fromBackup whether from a backup, which is sharp to a minute only
     * @param inProgress whether the restore is still running
     */
    record Origin(String sourceArn, Instant restoredTo, boolean fromBackup, boolean inProgress) {

        /** How far from that instant the state of an item may be, on either side. */
        public Duration tolerance() {
            return fromBackup ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
        }
    }
}
