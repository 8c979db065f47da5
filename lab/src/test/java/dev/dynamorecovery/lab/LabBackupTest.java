package dev.dynamorecovery.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.audit.RecordedCall;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.region.ServiceFaults.JobFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.RestoreDeletionStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A whole lab of two Regions whose tables AWS Backup keeps. */
class LabBackupTest {

    private static final String TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/things";
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup";
    private static final String OTHER_ACCOUNT = "999988887777";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Things:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: things
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  Tags: [{Key: backup, Value: daily}]
              Others:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: others
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
              Notices: {Type: AWS::SNS::Topic}
              Vault:
                Type: AWS::Backup::BackupVault
                Properties:
                  BackupVaultName: tables
                  Notifications: {BackupVaultEvents: [BACKUP_JOB_FAILED], SNSTopicArn: !Ref Notices}
              Locked:
                Type: AWS::Backup::BackupVault
                Properties:
                  BackupVaultName: locked
                  LockConfiguration: {MinRetentionDays: 7, MaxRetentionDays: 365, ChangeableForDays: 3}
              Plan:
                Type: AWS::Backup::BackupPlan
                Properties:
                  BackupPlan:
                    BackupPlanName: yearly
                    BackupPlanRule:
                      - RuleName: year
                        TargetBackupVault: !Ref Vault
                        ScheduleExpression: cron(0 0 1 1 ? *)
                        Lifecycle: {DeleteAfterDays: 35}
                        CopyActions:
                          - DestinationBackupVaultArn: arn:aws:backup:us-east-2:123456789012:backup-vault:tables
                            Lifecycle: {DeleteAfterDays: 90}
                          - DestinationBackupVaultArn: arn:aws:backup:us-east-2:999988887777:backup-vault:abroad
              Selection:
                Type: AWS::Backup::BackupSelection
                Properties:
                  BackupPlanId: !Ref Plan
                  BackupSelection:
                    SelectionName: tagged
                    IamRoleArn: arn:aws:iam::123456789012:role/backup
                    ListOfTags: [{ConditionType: STRINGEQUALS, ConditionKey: backup, ConditionValue: daily}]
              Testing:
                Type: AWS::Backup::RestoreTestingPlan
                Properties:
                  RestoreTestingPlanName: proof
                  ScheduleExpression: cron(0 0 1 1 ? *)
                  RecoveryPointSelection:
                    Algorithm: LATEST_WITHIN_WINDOW
                    IncludeVaults: [!GetAtt Vault.BackupVaultArn]
                    RecoveryPointTypes: [SNAPSHOT]
              Tested:
                Type: AWS::Backup::RestoreTestingSelection
                Properties:
                  RestoreTestingPlanName: !Ref Testing
                  RestoreTestingSelectionName: tables
                  IamRoleArn: arn:aws:iam::123456789012:role/backup
                  ProtectedResourceType: DynamoDB
                  ProtectedResourceArns: ['*']
                  ProtectedResourceConditions: {StringEquals: [{Key: 'aws:ResourceTag/backup', Value: daily}]}
                  ValidationWindowHours: 1
            """;

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static BackupClient backup;
    private static BackupClient standby;
    private static BackupClient abroad;
    private static DynamoDbClient dynamo;

    @BeforeAll
    static void start() throws Exception {
        Path template = Files.writeString(directory.resolve("template.yaml"), TEMPLATE);
        lab = Lab.start(new LabOptions(
                template,
                directory.resolve("state"),
                0,
                0.001,
                "stack",
                "us-east-1",
                List.of("us-east-2"),
                Map.of(),
                1,
                EngineOptions.dynamoDbLocal(),
                0));
        backup = LabClients.of(BackupClient.builder(), lab.endpoint(), Region.US_EAST_1);
        standby = LabClients.of(BackupClient.builder(), lab.endpoint(), Region.US_EAST_2);
        abroad = BackupClient.builder()
                .endpointOverride(lab.endpoint())
                .region(Region.US_EAST_2)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(OTHER_ACCOUNT, "secret")))
                .build();
        dynamo = LabClients.of(DynamoDbClient.builder(), lab.endpoint(), Region.US_EAST_1);
        abroad.createBackupVault(request -> request.backupVaultName("abroad"));
        abroad.createBackupVault(request -> request.backupVaultName("closed"));
        abroad.putBackupVaultAccessPolicy(request -> request.backupVaultName("abroad")
                .policy(
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"},"
                                + "\"Action\":\"backup:CopyIntoBackupVault\",\"Resource\":\"*\"}]}"));
    }

    @AfterEach
    void end() {
        lab.faults().clear();
    }

    @AfterAll
    static void stop() throws Exception {
        backup.close();
        standby.close();
        abroad.close();
        dynamo.close();
        lab.close();
    }

    @Test
    void shouldBackUpWhatAPlanSelectsAndCopyItToTheOtherRegionAndAccount() {
        List<String> jobs = lab.backup().runPlan("us-east-1", "yearly");

        DescribeBackupJobResponse job = completed(jobs.getFirst());
        assertThat(jobs).hasSize(1);
        assertThat(job.resourceArn()).isEqualTo(TABLE);
        assertThat(job.createdBy().backupPlanArn()).contains(":backup-plan:");
        RecoveryPointByBackupVault point = points(backup, "tables").stream()
                .filter(candidate -> candidate.recoveryPointArn().equals(job.recoveryPointArn()))
                .findFirst()
                .orElseThrow();
        assertThat(point.isEncrypted()).isTrue();
        assertThat(point.lifecycle().deleteAfterDays()).isEqualTo(35);
        assertThat(Duration.between(
                        point.creationDate(), point.calculatedLifecycle().deleteAt()))
                .isEqualTo(Duration.ofDays(35));
        List<CopyJob> copies = await(
                () -> backup.listCopyJobs(request -> request.byResourceArn(TABLE)).copyJobs().stream()
                        .filter(copy -> copy.sourceRecoveryPointArn().equals(job.recoveryPointArn()))
                        .toList(),
                found -> found.size() == 2 && found.stream().allMatch(copy -> copy.state() == CopyJobState.COMPLETED));
        assertThat(copies).hasSize(2);
        assertThat(points(standby, "tables")).anySatisfy(copy -> {
            assertThat(copy.resourceArn()).isEqualTo(TABLE);
            assertThat(copy.sourceBackupVaultArn()).endsWith("us-east-1:123456789012:backup-vault:tables");
            assertThat(copy.lifecycle().deleteAfterDays()).isEqualTo(90);
        });
        assertThat(points(abroad, "abroad")).isNotEmpty();
        assertThat(backup.listRecoveryPointsByResource(request -> request.resourceArn(TABLE))
                        .recoveryPoints())
                .isNotEmpty();
        JsonNode event = event("Backup Job State Change", "backupJobId", jobs.getFirst(), "COMPLETED");
        assertThat(event.path("source").asText()).isEqualTo("aws.backup");
        assertThat(event.at("/resources/0").asText()).isEqualTo(job.recoveryPointArn());
        assertThat(event.at("/detail/resourceType").asText()).isEqualTo("DynamoDB");
        assertThat(event.at("/detail/creationDate").asText()).endsWith("Z");
        assertThat(event.at("/detail/backupVaultName").asText()).isEqualTo("tables");
        assertThat(event.at("/detail/createdBy/backupPlanId").asText()).isNotEmpty();
        assertThat(event.at("/detail/createdBy/backupPlanRuleId").asText()).isNotEmpty();
        assertThat(event.at("/detail/backupSizeInBytes").isTextual()).isTrue();
        event("Backup Job State Change", "backupJobId", jobs.getFirst(), "CREATED");
        event("Copy Job State Change", "copyJobId", copies.getFirst().copyJobId(), "COMPLETED");
        JsonNode kept = pointEvent(job.recoveryPointArn(), "COMPLETED");
        assertThat(kept.at("/detail/isEncrypted").asText()).isEqualTo("true");
        assertThat(kept.at("/detail/calculatedLifeCycle/deleteAt").asText()).endsWith("Z");
    }

    @Test
    void shouldRestoreWhatTheTableHeldAtTheBackup() {
        put("kept", "before");
        String point = completed(start("tables", 35)).recoveryPointArn();
        put("kept", "after");

        String restore = backup.startRestoreJob(request -> request.recoveryPointArn(point)
                        .iamRoleArn(ROLE)
                        .metadata(Map.of("targetTableName", "things-restored")))
                .restoreJobId();

        DescribeRestoreJobResponse done = await(
                () -> backup.describeRestoreJob(request -> request.restoreJobId(restore)),
                job -> job.status() == RestoreJobStatus.COMPLETED);
        assertThat(done.createdResourceArn()).endsWith(":table/things-restored");
        assertThat(dynamo.getItem(request ->
                                request.tableName("things-restored").key(Map.of("pk", AttributeValue.fromS("kept"))))
                        .item())
                .containsEntry("value", AttributeValue.fromS("before"));
        JsonNode event = event("Restore Job State Change", "restoreJobId", restore, "COMPLETED");
        assertThat(event.at("/detail/createdResourceArn").asText()).endsWith(":table/things-restored");
        assertThat(event.at("/detail/sourceResourceArn").asText()).isEqualTo(TABLE);
    }

    @Test
    void shouldFailACopyThatTheOtherAccountDoesNotLetIn() {
        String point = completed(start("tables", 35)).recoveryPointArn();
        String copy = backup.startCopyJob(request -> request.recoveryPointArn(point)
                        .sourceBackupVaultName("tables")
                        .destinationBackupVaultArn("arn:aws:backup:us-east-2:999988887777:backup-vault:closed")
                        .iamRoleArn(ROLE))
                .copyJobId();

        CopyJob failed = await(
                () -> backup.describeCopyJob(request -> request.copyJobId(copy)).copyJob(),
                job -> job.state() == CopyJobState.FAILED);
        assertThat(failed.statusMessage()).contains("backup:CopyIntoBackupVault");
        assertThat(points(abroad, "closed")).isEmpty();
    }

    @Test
    void shouldHoldALockedVaultToItsRetention() {
        BackupVaultListMember vault = backup.listBackupVaults().backupVaultList().stream()
                .filter(candidate -> candidate.backupVaultName().equals("locked"))
                .findFirst()
                .orElseThrow();
        assertThat(vault.locked()).isTrue();
        assertThat(vault.lockDate()).isNotNull();
        assertThat(vault.minRetentionDays()).isEqualTo(7);

        assertThat(ended(start("locked", 3)).statusMessage()).contains("minimum retention");
        String point = completed(start("locked", 30)).recoveryPointArn();

        assertThatThrownBy(() -> backup.deleteRecoveryPoint(
                        request -> request.backupVaultName("locked").recoveryPointArn(point)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("lock");
        assertThat(points(backup, "locked")).hasSize(1);
    }

    @Test
    void shouldLetALockBeTakenAwayWhileItCoolsOff() {
        standby.createBackupVault(request -> request.backupVaultName("cooling"));
        assertThatThrownBy(() -> standby.putBackupVaultLockConfiguration(request ->
                        request.backupVaultName("cooling").minRetentionDays(1L).changeableForDays(2L)))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("ChangeableForDays");
        standby.putBackupVaultLockConfiguration(request ->
                request.backupVaultName("cooling").minRetentionDays(1L).changeableForDays(3L));
        assertThat(standby.describeBackupVault(request -> request.backupVaultName("cooling"))
                        .locked())
                .isTrue();

        standby.deleteBackupVaultLockConfiguration(request -> request.backupVaultName("cooling"));

        assertThat(standby.describeBackupVault(request -> request.backupVaultName("cooling"))
                        .locked())
                .isFalse();
    }

    @Test
    void shouldObeyAVaultsPolicy() {
        backup.createBackupVault(request -> request.backupVaultName("guarded"));
        assertThatThrownBy(() -> backup.getBackupVaultAccessPolicy(request -> request.backupVaultName("guarded")))
                .isInstanceOf(ResourceNotFoundException.class);
        backup.putBackupVaultAccessPolicy(request -> request.backupVaultName("guarded")
                .policy("{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
                        + "\"Action\":[\"backup:DeleteRecovery*\",\"backup:DeleteBackupVault\"],\"Resource\":\"*\"}}"));
        String point = completed(start("guarded", 35)).recoveryPointArn();

        assertThatThrownBy(() -> backup.deleteRecoveryPoint(
                        request -> request.backupVaultName("guarded").recoveryPointArn(point)))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("explicit deny");
        assertThatThrownBy(() -> backup.deleteBackupVault(request -> request.backupVaultName("guarded")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("backup:DeleteBackupVault ");
        backup.deleteBackupVaultAccessPolicy(request -> request.backupVaultName("guarded"));
        backup.deleteRecoveryPoint(request -> request.backupVaultName("guarded").recoveryPointArn(point));

        assertThat(points(backup, "guarded")).isEmpty();
        pointEvent(point, "DELETING");
        await(
                () -> lab.stack("us-east-1").events().seen(),
                seen -> seen.stream()
                        .anyMatch(
                                event -> event.at("/detail/eventName").asText().equals("DeleteRecoveryPoint")
                                        && event.at("/detail/requestParameters/recoveryPointArn")
                                                .asText()
                                                .equals(point)));
    }

    @Test
    void shouldRecordThePermissionsThatCallsNeed() {
        completed(start("tables", 35));

        assertThat(lab.calls().calls())
                .contains(
                        new RecordedCall(
                                "LABOPERATOR",
                                "backup:StartBackupJob",
                                "arn:aws:backup:us-east-1:123456789012:backup-vault:tables"),
                        new RecordedCall("LABOPERATOR", "backup:DescribeBackupJob", "*"));
    }

    @Test
    void shouldTestRestoresAndDeleteThemWhenTheyAreValidated() {
        completed(start("tables", 35));
        String id = lab.backup().runRestoreTest("us-east-1", "proof").getFirst();

        DescribeRestoreJobResponse restored = await(
                () -> backup.describeRestoreJob(request -> request.restoreJobId(id)),
                job -> job.status() == RestoreJobStatus.COMPLETED);
        assertThat(event("Restore Job State Change", "restoreJobId", id, "COMPLETED")
                        .at("/detail/restoreTestingPlanArn")
                        .asText())
                .endsWith(":restore-testing-plan:proof");
        String table = restored.createdResourceArn().replaceFirst(".*/", "");
        assertThat(table).startsWith("awsbackup-restore-test-");
        assertThat(dynamo.listTables().tableNames()).contains(table);
        backup.putRestoreValidationResult(request -> request.restoreJobId(id)
                .validationStatus(RestoreValidationStatus.SUCCESSFUL)
                .validationStatusMessage("all there"));

        DescribeRestoreJobResponse ended = await(
                () -> backup.describeRestoreJob(request -> request.restoreJobId(id)),
                job -> job.deletionStatus() == RestoreDeletionStatus.SUCCESSFUL);
        assertThat(ended.validationStatus()).isEqualTo(RestoreValidationStatus.SUCCESSFUL);
        assertThat(ended.validationStatusMessage()).isEqualTo("all there");
        await(() -> dynamo.listTables().tableNames(), names -> !names.contains(table));
        assertThat(backup.listRestoreTestingPlans(request -> {}).restoreTestingPlans())
                .singleElement()
                .satisfies(plan -> assertThat(plan.restoreTestingPlanName()).isEqualTo("proof"));
        assertThat(backup.listBackupPlans().backupPlansList()).hasSize(1);
    }

    @Test
    void shouldFailJobsWhenADrillSaysSoAndTellTheVaultsTopic() {
        lab.faults().failJobs(new JobFailure("backup", "no capacity"));

        String id = start("tables", 35);
        DescribeBackupJobResponse failed = ended(id);

        assertThat(failed.state()).isEqualTo(BackupJobState.FAILED);
        assertThat(failed.statusMessage()).isEqualTo("no capacity");
        assertThat(event("Backup Job State Change", "backupJobId", id, "FAILED")
                        .at("/detail/statusMessage")
                        .asText())
                .isEqualTo("no capacity");
        await(
                () -> lab.notifications().messages(),
                messages ->
                        messages.stream().anyMatch(message -> message.message().contains(id)));
    }

    @Test
    void shouldRefuseWhatIsNotThereOrNotSupported() {
        assertThatThrownBy(() -> start("absent", 1)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(ended(backup.startBackupJob(request -> request.backupVaultName("tables")
                                        .resourceArn(TABLE + "-absent")
                                        .iamRoleArn(ROLE))
                                .backupJobId())
                        .state())
                .isEqualTo(BackupJobState.FAILED);
        assertThatThrownBy(() -> backup.listFrameworks(request -> {}))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo("UnknownOperationException"));
        assertThatThrownBy(() -> backup.listBackupJobs(request -> request.byParentJobId("x")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("parentJobId");
    }

    private static String start(String vault, long deleteAfterDays) {
        return backup.startBackupJob(request -> request.backupVaultName(vault)
                        .resourceArn(TABLE)
                        .iamRoleArn(ROLE)
                        .lifecycle(lifecycle -> lifecycle.deleteAfterDays(deleteAfterDays)))
                .backupJobId();
    }

    private static DescribeBackupJobResponse completed(String id) {
        DescribeBackupJobResponse job = ended(id);
        assertThat(job.state()).as(job.statusMessage()).isEqualTo(BackupJobState.COMPLETED);
        return job;
    }

    private static DescribeBackupJobResponse ended(String id) {
        return await(
                () -> backup.describeBackupJob(request -> request.backupJobId(id)),
                job -> Set.of(BackupJobState.COMPLETED, BackupJobState.FAILED).contains(job.state()));
    }

    private static List<RecoveryPointByBackupVault> points(BackupClient client, String vault) {
        return client.listRecoveryPointsByBackupVault(request -> request.backupVaultName(vault))
                .recoveryPoints();
    }

    private static void put(String key, String value) {
        dynamo.putItem(request -> request.tableName("things")
                .item(Map.of("pk", AttributeValue.fromS(key), "value", AttributeValue.fromS(value))));
    }

    private static JsonNode pointEvent(String arn, String status) {
        return await(
                        () -> lab.stack("us-east-1").events().seen().stream()
                                .filter(event -> event.path("detail-type")
                                                .asText()
                                                .equals("Recovery Point State Change")
                                        && event.at("/resources/0").asText().equals(arn)
                                        && event.at("/detail/status").asText().equals(status))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static JsonNode event(String type, String member, String id, String state) {
        return await(
                        () -> lab.stack("us-east-1").events().seen().stream()
                                .filter(event -> event.path("detail-type")
                                                .asText()
                                                .equals(type)
                                        && event.path("detail")
                                                .path(member)
                                                .asText()
                                                .equals(id)
                                        && (event.at("/detail/state").asText().equals(state)
                                                || event.at("/detail/status")
                                                        .asText()
                                                        .equals(state)))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static <T> T await(Supplier<T> look, Predicate<T> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T seen = look.get();
        while (!wanted.test(seen)) {
            assertThat(System.nanoTime())
                    .as("still waiting, last seen %s", seen)
                    .isLessThan(deadline);
            Thread.onSpinWait();
            seen = look.get();
        }
        return seen;
    }
}
