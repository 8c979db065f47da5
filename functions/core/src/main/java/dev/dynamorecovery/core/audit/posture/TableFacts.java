package dev.dynamorecovery.core.audit.posture;

import dev.dynamorecovery.core.settings.StreamView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What DynamoDB says of a table.
 *
 * @param status DynamoDB's, such as {@code ACTIVE}
 * @param stream empty when there is none
 * @param kmsKeyArn the key in KMS that encrypts the table; empty for a key that DynamoDB owns
 * @param replicas those in other Regions; empty for a table of one Region
 * @param settings what replicas have to have alike
 */
public record TableFacts(
        String status,
        Instant createdAt,
        boolean deletionProtected,
        Optional<Stream> stream,
        Optional<String> kmsKeyArn,
        List<Replica> replicas,
        ComparableSettings settings) {

    public TableFacts {
        replicas = List.copyOf(replicas);
    }

    /** @param arn with the label */
    public record Stream(String arn, StreamView view) {}

    /** @param status DynamoDB's, such as {@code ACTIVE} or {@code REGION_DISABLED} */
    public record Replica(String region, String status) {}
}
