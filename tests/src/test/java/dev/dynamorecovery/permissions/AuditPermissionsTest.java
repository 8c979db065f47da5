package dev.dynamorecovery.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.audit.RecordedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Holds what audits, repairs and checks of releases call against the policies of template.yaml, both ways. */
class AuditPermissionsTest {

    /** The functions and machines of the flow. */
    static final Pattern AUDIT = Pattern.compile(
            "BackupVerifier|ProtectionRepairer|PreReleaseStateMachine|ReleasePlanner|ReleaseJudge|RestoreTestValidator");

    private static final String TABLE = "ledger";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static Set<RecordedCall> calls;

    @SuppressWarnings("NullAway.Init") // the restore test that is awaited before any test fills it in
    private static DescribeRestoreJobResponse validation;

    @BeforeAll
    static void auditRepairAndCheckARelease() throws Exception {
        lab = Lab.start(LabOptions.ofCheckout(Path.of("..").toAbsolutePath().normalize())
                .withStateDirectory(directory)
                .withPort(0)
                .withParameter("SecurityHub", "HUB")
                .withParameter("RestoreTesting", "ENABLED")
                .withParameter("RecoveryPointToleranceSeconds", "1")
                .withParameter("AuditOnSchedule", "DISABLED")
                .withTimeScale(0.01));
        createBareTable();
        invoke("BackupVerifier", "{}");
        // Bound to a plan by the first repair, it gets all that the plan asks for by the second.
        assertThat(repaired("{\"tables\":[\"ledger\"],\"dryRun\":false,\"by\":\"ada\",\"plan\":\"users\"}"))
                .contains("DR-PLAN-1");
        assertThat(repaired("{\"tables\":[\"ledger\"],\"dryRun\":false,\"by\":\"ada\"}"))
                .contains("DR-PITR-1", "DR-GUARD-1", "DR-STREAM-1", "DR-TTL-1", "DR-BACKUP-1");
        invoke("ProtectionRepairer", "{}");
        // Only a release that passes deletes what has expired.
        lab.plane().takeOldBackup("us-east-1", "orders", "release-0.9-orders", Duration.ofDays(400));
        await(() -> !invoke("BackupVerifier", "{\"tables\":[\"orders\"]}")
                .at("/tables/0")
                .toString()
                .contains("DR-LOG-1"));
        release("{\"release\":\"1.0\",\"tables\":[\"orders\"]}");
        release("{\"release\":\"1.1\"}");
        testARestore();
        calls = lab.calls().calls();
    }

    @AfterAll
    static void stop() throws IOException {
        lab.close();
    }

    @Test
    void shouldCallNothingThatIsNotAllowed() {
        assertThat(new Grants(lab.stack()).notAllowed(calls)).isEmpty();
    }

    /** Of many tables, tags are read together. */
    @Test
    void shouldAllowNothingThatIsNeverCalled() {
        assertThat(new Grants(lab.stack()).notUsed(calls))
                .filteredOn(grant -> AUDIT.matcher(grant.caller()).matches())
                .extracting(grant -> grant.caller() + " may " + grant.action())
                .containsExactly("ReleaseJudge may tag:GetResources");
    }

    @Test
    void shouldLetTheVerifierChangeNoTable() {
        assertThat(calls)
                .filteredOn(call -> call.caller().equals("BackupVerifier"))
                .extracting(RecordedCall::action)
                .filteredOn(action -> action.startsWith("dynamodb:") || action.startsWith("backup:"))
                .isNotEmpty()
                .allSatisfy(action -> assertThat(action).containsPattern(":(List|Describe|Get|Query)"));
    }

    @Test
    void shouldAnswerTheRestoreTestOfAwsBackup() {
        assertThat(validation.validationStatus())
                .as(validation.toString())
                .isEqualTo(RestoreValidationStatus.SUCCESSFUL);
        assertThat(validation.validationStatusMessage())
                .contains("users as of its backup between", "is proven right", "1 item(s) were compared");
    }

    private static void testARestore() throws InterruptedException {
        try (DynamoDbClient dynamoDb = client(DynamoDbClient.builder())) {
            dynamoDb.putItem(request -> request.tableName("users")
                    .item(Map.of(
                            "userId",
                            AttributeValue.fromS("u-1"),
                            "balance",
                            AttributeValue.fromN("100"),
                            "version",
                            AttributeValue.fromN("1"))));
        }
        run("RestoreStateMachineArn", "{\"operation\":\"Baseline\",\"table\":\"users\"}");
        try (BackupClient backup = client(BackupClient.builder())) {
            String job = backup.startBackupJob(request -> request.backupVaultName("dynamo-recovery-tables")
                            .resourceArn("arn:aws:dynamodb:us-east-1:123456789012:table/users")
                            .iamRoleArn("arn:aws:iam::123456789012:role/backup"))
                    .backupJobId();
            await(() -> backup.describeBackupJob(request -> request.backupJobId(job))
                            .state()
                    == BackupJobState.COMPLETED);
            String restore = lab.backup()
                    .runRestoreTest("us-east-1", "dynamo_recovery_tables")
                    .getFirst();
            await(() -> backup.describeRestoreJob(request -> request.restoreJobId(restore))
                            .validationStatusMessage()
                    != null);
            validation = backup.describeRestoreJob(request -> request.restoreJobId(restore));
        }
    }

    private static void createBareTable() throws InterruptedException {
        try (DynamoDbClient dynamoDb = client(DynamoDbClient.builder())) {
            dynamoDb.createTable(request -> request.tableName(TABLE)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("userId")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("userId")
                            .keyType(KeyType.HASH)
                            .build())
                    .billingMode(BillingMode.PAY_PER_REQUEST));
            dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(TABLE));
        }
    }

    private static List<String> repaired(String request) {
        JsonNode answer = invoke("ProtectionRepairer", request);
        return answer.path("repairs")
                .valueStream()
                .filter(repair -> repair.path("outcome").asText().equals("Done"))
                .map(repair -> repair.path("rule").asText())
                .toList();
    }

    private static void release(String request) throws InterruptedException {
        run("PreReleaseStateMachineArn", request);
    }

    private static void run(String machine, String request) throws InterruptedException {
        try (SfnClient machines = client(SfnClient.builder())) {
            String arn = machines.startExecution(start ->
                            start.stateMachineArn(lab.stack().output(machine)).input(request))
                    .executionArn();
            await(() -> machines.describeExecution(execution -> execution.executionArn(arn))
                            .status()
                    != ExecutionStatus.RUNNING);
        }
    }

    private static void await(BooleanSupplier ended) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ended.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes to an end").isLessThan(deadline);
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    private static JsonNode invoke(String function, String event) {
        try (LambdaClient lambda = client(LambdaClient.builder())) {
            var response = lambda.invoke(request -> request.functionName("dynamo-recovery-" + function + ":live")
                    .payload(SdkBytes.fromUtf8String(event)));
            assertThat(response.functionError())
                    .as(response.payload().asUtf8String())
                    .isNull();
            return Documents.readJson(response.payload().asByteArray());
        }
    }

    private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(lab.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
