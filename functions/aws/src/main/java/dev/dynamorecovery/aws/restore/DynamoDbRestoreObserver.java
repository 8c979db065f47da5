package dev.dynamorecovery.aws.restore;

import dev.dynamorecovery.aws.settings.TableTags;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.restore.BackupDescription;
import dev.dynamorecovery.core.restore.RecoveryRequest;
import dev.dynamorecovery.core.restore.RestoreObservations;
import dev.dynamorecovery.core.restore.RestoreObserver;
import dev.dynamorecovery.core.restore.RestorePoint;
import dev.dynamorecovery.core.restore.SourceTable;
import dev.dynamorecovery.core.restore.SourceTable.PointInTimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.BackupTypeFilter;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Reads from DynamoDB what a restore's admission depends on. */
public final class DynamoDbRestoreObserver implements RestoreObserver {

    private final DynamoDbClient dynamoDb;
    private final RecoveryPlans plans;

    public DynamoDbRestoreObserver(DynamoDbClient dynamoDb, RecoveryPlans plans) {
        this.dynamoDb = dynamoDb;
        this.plans = plans;
    }

    @Override
    public RestoreObservations observe(RecoveryRequest.Restore request) {
        return new RestoreObservations(
                table(request.table()),
                backups(request),
                request.target().flatMap(this::describe).isPresent());
    }

    @Override
    public SourceTable table(String name) {
        return describe(name).<SourceTable>map(this::found).orElseGet(SourceTable.Missing::new);
    }

    private SourceTable.Found found(TableDescription table) {
        return new SourceTable.Found(
                table.tableArn(),
                table.tableStatusAsString(),
                table.tableSizeBytes() == null ? 0 : table.tableSizeBytes(),
                window(table.tableName()),
                PlanBinding.of(TableTags.of(dynamoDb, table.tableArn()), plans));
    }

    private Optional<TableDescription> describe(String table) {
        try {
            return Optional.of(
                    dynamoDb.describeTable(request -> request.tableName(table)).table());
        } catch (ResourceNotFoundException noSuchTable) {
            return Optional.empty();
        }
    }

    /** A window that has no ends yet, just after point-in-time recovery was switched on, holds no instant. */
    private PointInTimeWindow window(String table) {
        var recovery = dynamoDb.describeContinuousBackups(request -> request.tableName(table))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription();
        return recovery == null
                        || recovery.pointInTimeRecoveryStatus() != PointInTimeRecoveryStatus.ENABLED
                        || recovery.earliestRestorableDateTime() == null
                        || recovery.latestRestorableDateTime() == null
                ? new PointInTimeWindow.Disabled()
                : new PointInTimeWindow.Enabled(
                        recovery.earliestRestorableDateTime(), recovery.latestRestorableDateTime());
    }

    private List<BackupDescription> backups(RecoveryRequest.Restore request) {
        return switch (request.restorePoint()) {
            case RestorePoint.AtInstant instant -> List.of();
            case RestorePoint.LatestRestorable latest -> List.of();
            case RestorePoint.FromBackup named -> backup(named.backupArn());
            case RestorePoint.LatestBackup latest -> backupsOf(request.table());
        };
    }

    private List<BackupDescription> backup(String backupArn) {
        try {
            var description = dynamoDb.describeBackup(request -> request.backupArn(backupArn))
                    .backupDescription();
            var backup = description.backupDetails();
            return List.of(new BackupDescription(
                    backup.backupArn(),
                    description.sourceTableDetails().tableArn(),
                    backup.backupStatusAsString(),
                    backup.backupCreationDateTime()));
        } catch (BackupNotFoundException noSuchBackup) {
            return List.of();
        }
    }

    private List<BackupDescription> backupsOf(String table) {
        var backups = new ArrayList<BackupDescription>();
        @Nullable String from = null;
        do {
            var page = page(table, from);
            page.backupSummaries()
                    .forEach(backup -> backups.add(new BackupDescription(
                            backup.backupArn(),
                            backup.tableArn(),
                            backup.backupStatusAsString(),
                            backup.backupCreationDateTime())));
            from = page.lastEvaluatedBackupArn();
        } while (from != null);
        return backups;
    }

    private ListBackupsResponse page(String table, @Nullable String from) {
        return dynamoDb.listBackups(request ->
                request.tableName(table).backupType(BackupTypeFilter.USER).exclusiveStartBackupArn(from));
    }
}
