package dev.dynamorecovery.aws.settings;

import dev.dynamorecovery.core.settings.ObservedSettings;
import dev.dynamorecovery.core.settings.ResourcePolicies;
import dev.dynamorecovery.core.settings.TableSettings;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Reads the settings of a table from DynamoDB and Application Auto Scaling. */
public final class DynamoDbTableSettings implements TableSettingsReader {

    private static final int LONGEST_RECOVERY_PERIOD_DAYS = 35;

    private final DynamoDbClient dynamoDb;
    private final AutoScalingSettings autoScaling;

    public DynamoDbTableSettings(DynamoDbClient dynamoDb, ApplicationAutoScalingClient autoScaling) {
        this.dynamoDb = dynamoDb;
        this.autoScaling = new AutoScalingSettings(autoScaling);
    }

    @Override
    public Optional<ObservedSettings> read(String table) {
        try {
            return Optional.of(read(
                    dynamoDb.describeTable(request -> request.tableName(table)).table()));
        } catch (ResourceNotFoundException noSuchTable) {
            return Optional.empty();
        }
    }

    private ObservedSettings read(TableDescription table) {
        var settings = new TableSettings(
                DescribedTable.key(table.keySchema(), table),
                DescribedTable.localIndexes(table),
                DescribedTable.globalIndexes(table),
                DescribedTable.capacity(table),
                DescribedTable.tableClass(table),
                timeToLive(table.tableName()),
                DescribedTable.streamView(table),
                pointInTimeRecoveryDays(table.tableName()),
                Boolean.TRUE.equals(table.deletionProtectionEnabled()),
                DescribedTable.kmsKeyArn(table),
                TableTags.of(dynamoDb, table.tableArn()),
                autoScaling.read(table),
                resourcePolicy(table.tableArn()));
        return new ObservedSettings(settings, DescribedTable.settling(table));
    }

    /** A change that DynamoDB has accepted counts as made: it may take an hour to show, and nothing waits for it. */
    private @Nullable String timeToLive(String table) {
        var description =
                dynamoDb.describeTimeToLive(request -> request.tableName(table)).timeToLiveDescription();
        return switch (description.timeToLiveStatus()) {
            case ENABLED, ENABLING -> description.attributeName();
            case DISABLED, DISABLING -> null;
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalStateException("time to live of table %s has the unknown status %s"
                        .formatted(table, description.timeToLiveStatusAsString()));
        };
    }

    private @Nullable Integer pointInTimeRecoveryDays(String table) {
        var recovery = dynamoDb.describeContinuousBackups(request -> request.tableName(table))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription();
        if (recovery == null || recovery.pointInTimeRecoveryStatus() != PointInTimeRecoveryStatus.ENABLED) {
            return null;
        }
        return recovery.recoveryPeriodInDays() == null ? LONGEST_RECOVERY_PERIOD_DAYS : recovery.recoveryPeriodInDays();
    }

    private @Nullable String resourcePolicy(String tableArn) {
        try {
            var policy = dynamoDb.getResourcePolicy(request -> request.resourceArn(tableArn))
                    .policy();
            return policy == null ? null : ResourcePolicies.portable(policy, tableArn);
        } catch (PolicyNotFoundException none) {
            return null;
        }
    }
}
