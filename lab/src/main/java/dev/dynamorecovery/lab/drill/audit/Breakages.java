package dev.dynamorecovery.lab.drill.audit;

import static dev.dynamorecovery.lab.drill.audit.AuditSite.TABLE;

import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.lab.execution.Pause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** The ways in which the drill takes a table's protection away, each as a person would with the AWS CLI. */
final class Breakages {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final AuditSite site;
    private final DynamoDbClient dynamoDb;
    private final Pause pause;

    Breakages(AuditSite site, Pause pause) {
        this.site = site;
        this.pause = pause;
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
                vault(),
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

    private Breakage vault() {
        String name = site.output("BackupVaultName");
        String policy = site.backup()
                .getBackupVaultAccessPolicy(request -> request.backupVaultName(name))
                .policy();
        return Breakage.forPeople(
                "Delete the policy that keeps recovery points",
                "DR-GUARD-3",
                () -> site.backup().deleteBackupVaultAccessPolicy(request -> request.backupVaultName(name)),
                () -> site.backup()
                        .putBackupVaultAccessPolicy(
                                request -> request.backupVaultName(name).policy(policy)));
    }

    private Breakage plan() {
        String arn = site.tableArn();
        return Breakage.forPeople(
                "Take the tag of its plan away",
                "DR-PLAN-1",
                () -> dynamoDb.untagResource(request -> request.resourceArn(arn).tagKeys(RecoveryPlan.TAG)),
                () -> dynamoDb.tagResource(request -> request.resourceArn(arn)
                        .tags(Tag.builder().key(RecoveryPlan.TAG).value(TABLE).build())));
    }

    private Breakage replica() {
        return Breakage.forPeople(
                "Remove the replica",
                "DR-REPLICA-1",
                this::removeReplica,
                () -> replicas(ReplicationGroupUpdate.builder()
                        .create(create -> create.regionName(site.standby()))
                        .build()));
    }

    private void removeReplica() throws InterruptedException {
        site.unprotectReplica();
        awaitActive();
        replicas(ReplicationGroupUpdate.builder()
                .delete(delete -> delete.regionName(site.standby()))
                .build());
    }

    private void awaitActive() throws InterruptedException {
        while (!site.active()) {
            pause.of(LOOK_INTERVAL);
        }
    }

    private void replicas(ReplicationGroupUpdate update) {
        dynamoDb.updateTable(request -> request.tableName(TABLE).replicaUpdates(update));
    }

    /** The last one, for a global table replicates by its stream: it cannot be off while there is a replica. */
    private Breakage stream() {
        return Breakage.repairable("Turn the stream off, once the replica is gone", "DR-STREAM-1", () -> {
            removeReplica();
            awaitActive();
            dynamoDb.updateTable(
                    request -> request.tableName(TABLE).streamSpecification(stream -> stream.streamEnabled(false)));
        });
    }
}
