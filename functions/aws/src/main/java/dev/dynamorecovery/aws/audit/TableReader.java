package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.PointInTimeStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Reads what DynamoDB tells of a table in one Region, by one call each. */
final class TableReader {

    private static final int LONGEST_RECOVERY_PERIOD_DAYS = 35;
    private static final PointInTimeStatus OFF = new PointInTimeStatus(false, 0, Optional.empty(), Optional.empty());

    private final DynamoDbClient dynamoDb;

    TableReader(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** The table's description; seen to be empty when there is no such table. */
    Observed<Optional<TableDescription>> description(String table) {
        return Look.at("dynamodb:DescribeTable", () -> {
            try {
                return Optional.of(dynamoDb.describeTable(request -> request.tableName(table))
                        .table());
            } catch (ResourceNotFoundException noSuchTable) {
                return Optional.empty();
            }
        });
    }

    Observed<PointInTimeStatus> pointInTime(String table) {
        return Look.at("dynamodb:DescribeContinuousBackups", () -> {
            var described = dynamoDb.describeContinuousBackups(request -> request.tableName(table))
                    .continuousBackupsDescription();
            return status(described.pointInTimeRecoveryDescription());
        });
    }

    private static PointInTimeStatus status(@Nullable PointInTimeRecoveryDescription recovery) {
        if (recovery == null || recovery.pointInTimeRecoveryStatus() != PointInTimeRecoveryStatus.ENABLED) {
            return OFF;
        }
        return new PointInTimeStatus(
                true,
                recovery.recoveryPeriodInDays() == null
                        ? LONGEST_RECOVERY_PERIOD_DAYS
                        : recovery.recoveryPeriodInDays(),
                Optional.ofNullable(recovery.earliestRestorableDateTime()),
                Optional.ofNullable(recovery.latestRestorableDateTime()));
    }

    /** A change that DynamoDB has accepted counts as made, as it does where settings are restored. */
    Observed<Optional<String>> timeToLive(String table) {
        return Look.at("dynamodb:DescribeTimeToLive", () -> {
            var described = dynamoDb.describeTimeToLive(request -> request.tableName(table))
                    .timeToLiveDescription();
            return switch (described.timeToLiveStatus()) {
                case ENABLED, ENABLING -> Optional.of(described.attributeName());
                case DISABLED, DISABLING -> Optional.empty();
                case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException("time to live of table %s has the unknown status %s"
                            .formatted(table, described.timeToLiveStatusAsString()));
            };
        });
    }

    Observed<Optional<String>> resourcePolicy(String tableArn) {
        return Look.at("dynamodb:GetResourcePolicy", () -> {
            try {
                return Optional.ofNullable(dynamoDb.getResourcePolicy(request -> request.resourceArn(tableArn))
                        .policy());
            } catch (PolicyNotFoundException none) {
                return Optional.empty();
            }
        });
    }
}
