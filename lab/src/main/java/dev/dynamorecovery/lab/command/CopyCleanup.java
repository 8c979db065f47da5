package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.Pause;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Deletes the table that a drill restored, in the lab it drilled in. */
final class CopyCleanup {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final DynamoDbClient dynamoDb;
    private final Pause pause;

    CopyCleanup(DynamoDbClient dynamoDb, Pause pause) {
        this.dynamoDb = dynamoDb;
        this.pause = pause;
    }

    void remove(ExecutionOutcome outcome) throws InterruptedException {
        if (!(outcome instanceof ExecutionOutcome.Verdict verdict)
                || !verdict.output().path("copyKept").asBoolean()) {
            return;
        }
        String copy = verdict.output().path("restoredTable").asText();
        try {
            // The restored table has the settings of the live one back, deletion protection among them.
            dynamoDb.updateTable(request -> request.tableName(copy).deletionProtectionEnabled(false));
            while (dynamoDb.describeTable(request -> request.tableName(copy))
                            .table()
                            .tableStatus()
                    != TableStatus.ACTIVE) {
                pause.of(LOOK_INTERVAL);
            }
            dynamoDb.deleteTable(request -> request.tableName(copy));
        } catch (ResourceNotFoundException e) {
            throw new IllegalStateException("the restored table " + copy + ", said to be kept, is not there", e);
        }
    }
}
