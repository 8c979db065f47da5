package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.aws.scan.DynamoDbTableKeys;
import dev.dynamorecovery.aws.settings.TableTags;
import dev.dynamorecovery.core.audit.posture.ComparableSettings;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** AWS Backup's restore tests: what was restored, and where the answer goes. */
public final class AwsRestoreTests {

    private final BackupClient backup;
    private final DynamoDbClient dynamoDb;

    public AwsRestoreTests(BackupClient backup, DynamoDbClient dynamoDb) {
        this.backup = backup;
        this.dynamoDb = dynamoDb;
    }

    /**
     * A restore that is to be validated.
     *
     * @param source the table that was backed up; empty where AWS Backup does not say
     * @param copy the table that was restored; empty where AWS Backup does not say
     * @param backedUpBytes how much the recovery point held
     * @param answered whether somebody has validated it already
     */
    public record RestoreTest(Optional<String> source, Optional<String> copy, long backedUpBytes, boolean answered) {}

    /**
     * A table as it is compared.
     *
     * @param settings what replicas, and copies, have to have alike
     */
    public record Table(String name, KeySchema keys, ComparableSettings settings, Map<String, String> tags) {}

    /** The restore of that job. */
    public RestoreTest find(String restoreJob) {
        DescribeRestoreJobResponse job = backup.describeRestoreJob(request -> request.restoreJobId(restoreJob));
        RestoreValidationStatus status = job.validationStatus();
        return new RestoreTest(
                table(job.sourceResourceArn()),
                table(job.createdResourceArn()),
                job.backupSizeInBytes() == null ? 0 : job.backupSizeInBytes(),
                status == RestoreValidationStatus.SUCCESSFUL || status == RestoreValidationStatus.FAILED);
    }

    private static Optional<String> table(@Nullable String arn) {
        return Optional.ofNullable(arn)
                .filter(text -> text.contains(":table/"))
                .map(text -> text.replaceFirst(".*:table/", "").replaceFirst("/.*", ""));
    }

    /** The table of that name; empty when there is none. */
    public Optional<Table> table(String name, boolean withTags) {
        try {
            TableDescription table =
                    dynamoDb.describeTable(request -> request.tableName(name)).table();
            return Optional.of(new Table(
                    name,
                    DynamoDbTableKeys.of(table),
                    SeenTable.settings(table),
                    withTags ? TableTags.of(dynamoDb, table.tableArn()) : Map.of()));
        } catch (ResourceNotFoundException noSuchTable) {
            return Optional.empty();
        }
    }

    /** Tells AWS Backup what came of the validation; after that it deletes the copy. */
    public void answer(String restoreJob, boolean valid, String message) {
        backup.putRestoreValidationResult(request -> request.restoreJobId(restoreJob)
                .validationStatus(valid ? RestoreValidationStatus.SUCCESSFUL : RestoreValidationStatus.FAILED)
                .validationStatusMessage(message));
    }
}
