package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lists every on-demand backup of a table, however old. */
public final class DynamoDbTableBackups {

    private final OnDemandBackupReader reader;

    public DynamoDbTableBackups(DynamoDbClient dynamoDb) {
        this.reader = new OnDemandBackupReader(dynamoDb);
    }

    /** All of that table. */
    public Observed<List<OnDemandBackup>> of(String table) {
        return Look.at(OnDemandBackupReader.OPERATION, () -> {
            List<OnDemandBackup> backups = new ArrayList<>();
            reader.forEach(table, summary -> backups.add(OnDemandBackupReader.backup(summary)));
            return backups;
        });
    }
}
