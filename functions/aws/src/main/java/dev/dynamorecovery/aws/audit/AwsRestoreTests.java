package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.restoretest.RecoveryPointTimes;
import dev.dynamorecovery.core.audit.restoretest.RestoreTest;
import dev.dynamorecovery.core.audit.restoretest.RestoreTestVerdict;
import java.util.Optional;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;

/** AWS Backup's restore tests: what was restored, and where the answer goes. */
public final class AwsRestoreTests {

    private static final String VAULT = ":backup-vault:";

    private final BackupClient backup;

    /** Those that the client sees. */
    public AwsRestoreTests(BackupClient backup) {
        this.backup = backup;
    }

    /** The restore of that job. */
    public RestoreTest find(String restoreJob) {
        DescribeRestoreJobResponse job = backup.describeRestoreJob(request -> request.restoreJobId(restoreJob));
        RestoreValidationStatus status = job.validationStatus();
        return new RestoreTest(
                restoreJob,
                Optional.ofNullable(job.sourceResourceArn()),
                Optional.ofNullable(job.createdResourceArn()),
                Optional.ofNullable(job.recoveryPointArn()),
                Optional.ofNullable(job.backupVaultArn())
                        .filter(arn -> arn.contains(VAULT))
                        .map(arn -> arn.substring(arn.indexOf(VAULT) + VAULT.length())),
                status != null && status != RestoreValidationStatus.VALIDATING);
    }

    /** When the recovery point of the test was taken; empty where AWS Backup does not say. */
    public Optional<RecoveryPointTimes> times(RestoreTest test) {
        if (test.recoveryPoint().isEmpty() || test.vault().isEmpty()) {
            return Optional.empty();
        }
        try {
            DescribeRecoveryPointResponse point = backup.describeRecoveryPoint(
                    request -> request.recoveryPointArn(test.recoveryPoint().get())
                            .backupVaultName(test.vault().get()));
            return point.creationDate() == null || point.completionDate() == null
                    ? Optional.empty()
                    : Optional.of(new RecoveryPointTimes(point.creationDate(), point.completionDate()));
        } catch (ResourceNotFoundException deleted) {
            return Optional.empty();
        }
    }

    /** Tells AWS Backup what came of the validation; after that it deletes the copy. */
    public void answer(String restoreJob, RestoreTestVerdict verdict) {
        backup.putRestoreValidationResult(request -> request.restoreJobId(restoreJob)
                .validationStatus(verdict.valid() ? RestoreValidationStatus.SUCCESSFUL : RestoreValidationStatus.FAILED)
                .validationStatusMessage(verdict.message()));
    }
}
