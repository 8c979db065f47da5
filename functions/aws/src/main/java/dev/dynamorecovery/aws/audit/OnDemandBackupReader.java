package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.BackupTypeFilter;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsResponse;

/** Reads the on-demand backups that people and this suite have taken; those of AWS Backup are read from its vaults. */
final class OnDemandBackupReader {

    static final String OPERATION = "dynamodb:ListBackups";

    private final DynamoDbClient dynamoDb;

    OnDemandBackupReader(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** The newest of every table, all read together. */
    ByTable<List<OnDemandBackup>> all() {
        return ByTable.all(Look.at(OPERATION, () -> read(null)), List.of());
    }

    /** The newest of each table, when it is asked for. */
    ByTable<List<OnDemandBackup>> each() {
        return table -> Look.at(OPERATION, () -> read(table)).map(found -> found.getOrDefault(table, List.of()));
    }

    private Map<String, List<OnDemandBackup>> read(@Nullable String table) {
        NewestByTable<OnDemandBackup> newest = new NewestByTable<>(OnDemandBackup::createdAt);
        forEach(table, summary -> newest.add(summary.tableName(), backup(summary)));
        return newest.values();
    }

    void forEach(@Nullable String table, Consumer<BackupSummary> consumer) {
        @Nullable String from = null;
        do {
            ListBackupsResponse page = page(table, from);
            page.backupSummaries().forEach(consumer);
            from = page.lastEvaluatedBackupArn();
        } while (from != null);
    }

    private ListBackupsResponse page(@Nullable String table, @Nullable String from) {
        return dynamoDb.listBackups(request ->
                request.tableName(table).backupType(BackupTypeFilter.USER).exclusiveStartBackupArn(from));
    }

    static OnDemandBackup backup(BackupSummary summary) {
        return new OnDemandBackup(
                summary.backupArn(),
                summary.backupName(),
                summary.backupStatusAsString(),
                summary.backupCreationDateTime());
    }
}
