package dev.dynamorecovery.lab.drill.audit;

import static dev.dynamorecovery.lab.drill.audit.AuditSite.TABLE;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** The ways in which the drill takes a table's protection away, each as a person would with the AWS CLI. */
final class Breakages {

    private static final String TAG = "recovery:plan";

    private final AuditSite site;
    private final DynamoDbClient dynamoDb;

    Breakages(AuditSite site) {
        this.site = site;
        this.dynamoDb = site.dynamoDb();
    }

    /** All of them, in the order in which they are done. */
    List<Breakage> all() {
        return List.of(
                Breakage.repairable("Turn point-in-time recovery off", "DR-PITR-1", () -> pointInTime(false, null)),
                Breakage.repairable("Keep points in time for a week", "DR-PITR-2", () -> pointInTime(true, 7)),
                Breakage.repairable("Delete the on-demand backups", "DR-BACKUP-1", this::deleteBackups),
                Breakage.repairable(
                        "Take deletion protection away",
                        "DR-GUARD-1",
                        () -> dynamoDb.updateTable(
                                request -> request.tableName(TABLE).deletionProtectionEnabled(false))),
                Breakage.repairable(
                        "Let items expire no more",
                        "DR-TTL-1",
                        () -> dynamoDb.updateTimeToLive(request -> request.tableName(TABLE)
                                .timeToLiveSpecification(
                                        expiry -> expiry.enabled(false).attributeName("expiresAt")))),
                policy(),
                delivery(),
                alarm(),
                recoveryPoints(),
                plan(),
                replica(),
                stream());
    }

    private void pointInTime(boolean enabled, @Nullable Integer days) {
        dynamoDb.updateContinuousBackups(request -> request.tableName(TABLE)
                .pointInTimeRecoverySpecification(
                        recovery -> recovery.pointInTimeRecoveryEnabled(enabled).recoveryPeriodInDays(days)));
    }

    private void deleteBackups() {
        for (BackupSummary backup :
                dynamoDb.listBackups(request -> request.tableName(TABLE)).backupSummaries()) {
            dynamoDb.deleteBackup(request -> request.backupArn(backup.backupArn()));
        }
    }

    private Breakage policy() {
        String arn = site.tableArn();
        String policy =
                dynamoDb.getResourcePolicy(request -> request.resourceArn(arn)).policy();
        return Breakage.forPeople(
                "Delete the policy that denies its deletion",
                "DR-GUARD-2",
                () -> dynamoDb.deleteResourcePolicy(request -> request.resourceArn(arn)),
                () -> dynamoDb.putResourcePolicy(
                        request -> request.resourceArn(arn).policy(policy)));
    }

    private Breakage delivery() {
        String stream = dynamoDb.describeTable(request -> request.tableName(TABLE))
                .table()
                .latestStreamArn();
        String mapping = site.lambda()
                .listEventSourceMappings(request -> request.eventSourceArn(stream))
                .eventSourceMappings()
                .getFirst()
                .uuid();
        return Breakage.forPeople(
                "Stop the delivery to the change log",
                "DR-STREAM-2",
                () -> site.lambda()
                        .updateEventSourceMapping(
                                request -> request.uuid(mapping).enabled(false)),
                () -> site.lambda()
                        .updateEventSourceMapping(
                                request -> request.uuid(mapping).enabled(true)));
    }

    private Breakage alarm() {
        MetricAlarm alarm = site.cloudWatch().describeAlarms().metricAlarms().stream()
                .filter(found -> found.dimensions().stream()
                        .anyMatch(dimension -> dimension.name().equals("TableName")
                                && dimension.value().equals(TABLE)))
                .filter(found -> found.metricName().equals("SystemErrors"))
                .findFirst()
                .orElseThrow();
        return Breakage.forPeople(
                "Silence the alarm on failed requests",
                "DR-ALARM-2",
                () -> site.cloudWatch().disableAlarmActions(request -> request.alarmNames(alarm.alarmName())),
                () -> site.cloudWatch().enableAlarmActions(request -> request.alarmNames(alarm.alarmName())));
    }

    private Breakage recoveryPoints() {
        String arn = site.tableArn();
        return Breakage.forPeople(
                "Delete AWS Backup's recovery points",
                "DR-VAULT-1",
                () -> site.backup()
                        .listRecoveryPointsByResource(request -> request.resourceArn(arn))
                        .recoveryPoints()
                        .forEach(point -> site.backup()
                                .deleteRecoveryPoint(request -> request.backupVaultName(point.backupVaultName())
                                        .recoveryPointArn(point.recoveryPointArn()))),
                () -> site.startBackupJob());
    }

    private Breakage plan() {
        String arn = site.tableArn();
        return Breakage.forPeople(
                "Take the tag of its plan away",
                "DR-PLAN-1",
                () -> dynamoDb.untagResource(request -> request.resourceArn(arn).tagKeys(TAG)),
                () -> dynamoDb.tagResource(request -> request.resourceArn(arn)
                        .tags(Tag.builder().key(TAG).value(TABLE).build())));
    }

    private Breakage replica() {
        return Breakage.forPeople(
                "Remove the replica",
                "DR-REPLICA-1",
                () -> replicas(ReplicationGroupUpdate.builder()
                        .delete(delete -> delete.regionName(site.standby()))
                        .build()),
                () -> replicas(ReplicationGroupUpdate.builder()
                        .create(create -> create.regionName(site.standby()))
                        .build()));
    }

    private void replicas(ReplicationGroupUpdate update) {
        dynamoDb.updateTable(request -> request.tableName(TABLE).replicaUpdates(update));
    }

    /** The last one: the stream that comes after it is another, which nobody delivers yet. */
    private Breakage stream() {
        return Breakage.repairable(
                "Turn the stream off",
                "DR-STREAM-1",
                () -> dynamoDb.updateTable(request ->
                        request.tableName(TABLE).streamSpecification(stream -> stream.streamEnabled(false))));
    }
}
