package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.finding.Repair;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** Makes repairs, one call each. */
public final class DynamoDbRepairs {

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
    /** A table that is being changed takes no other change; most changes take seconds. */
    private static final int ATTEMPTS = 30;

    private final DynamoDbClient dynamoDb;
    private final TableArns arns;
    private final Pause pause;

    /** @param tableArnPrefix what a table's name follows in its ARN */
    public DynamoDbRepairs(DynamoDbClient dynamoDb, String tableArnPrefix, Pause pause) {
        this.dynamoDb = dynamoDb;
        this.arns = new TableArns(tableArnPrefix);
        this.pause = pause;
    }

    /** Makes the repair. Throws what DynamoDB says where it refuses. */
    public void make(String table, Repair repair) {
        switch (repair) {
            case Repair.SetPointInTimeRecovery recovery ->
                dynamoDb.updateContinuousBackups(request -> request.tableName(table)
                        .pointInTimeRecoverySpecification(specification -> specification
                                .pointInTimeRecoveryEnabled(true)
                                .recoveryPeriodInDays(recovery.recoveryPeriodDays())));
            case Repair.EnableStream stream ->
                update(
                        table,
                        request -> request.streamSpecification(specification ->
                                specification.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
            case Repair.SetTimeToLive expiry ->
                dynamoDb.updateTimeToLive(request -> request.tableName(table)
                        .timeToLiveSpecification(specification ->
                                specification.attributeName(expiry.attribute()).enabled(true)));
            case Repair.ProtectFromDeletion protection ->
                update(table, request -> request.deletionProtectionEnabled(true));
            case Repair.AddTag tag ->
                dynamoDb.tagResource(request -> request.resourceArn(arns.of(table))
                        .tags(Tag.builder().key(tag.key()).value(tag.value()).build()));
            case Repair.TakeBackup backup ->
                dynamoDb.createBackup(request -> request.tableName(table).backupName(backup.name()));
        }
    }

    private void update(String table, Consumer<UpdateTableRequest.Builder> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                dynamoDb.updateTable(request -> change.accept(request.tableName(table)));
                return;
            } catch (ResourceInUseException another) {
                if (attempt == ATTEMPTS) {
                    throw another;
                }
                await(table);
            }
        }
    }

    private void await(String table) {
        try {
            pause.of(BETWEEN_ATTEMPTS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("The repair of " + table + " was stopped", stopped);
        }
    }

    /** Waits between two attempts; {@link Thread#sleep(Duration)} outside of tests. */
    @FunctionalInterface
    public interface Pause {

        void of(Duration duration) throws InterruptedException;
    }
}
