package dev.dynamorecovery.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.GapIdentity;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.region.ServiceFaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The audit in the lab: shipped functions, rules and template, and DynamoDB as the table's owner calls it. */
class AuditFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static DynamoDbClient dynamoDb;
    private static LambdaClient lambda;
    private static S3Client s3;
    private static SfnClient machines;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(LabOptions.ofCheckout(Path.of("..").toAbsolutePath().normalize())
                .withStateDirectory(directory)
                .withPort(0)
                .withParameter("AuditOnSchedule", "DISABLED")
                .withTimeScale(0.01));
        dynamoDb = client(DynamoDbClient.builder());
        lambda = client(LambdaClient.builder());
        machines = client(SfnClient.builder());
        s3 = client(S3Client.builder().forcePathStyle(true));
    }

    @AfterAll
    static void stop() throws IOException {
        lab.close();
    }

    @Test
    void shouldAuditEveryTableAndKeepTheReport() {
        JsonNode answer = invoke("BackupVerifier", "{}");

        assertThat(answer.path("audited").asInt()).as(answer.toString()).isEqualTo(3);
        JsonNode report = evidence(answer.at("/report/json").asText());
        assertThat(report.path("tables")).hasSize(3);
        assertThat(report.at("/exempt/dynamo-recovery-ChangeLogIndex").asText()).contains("suite's own");
    }

    @Test
    void shouldFindWithinSecondsThatSomebodyTurnedRecoveryOff() throws Exception {
        invoke("BackupVerifier", "{\"tables\":[\"orders\"]}");

        recover("orders", false);
        await("PITR off is found", () -> state("orders").has("DR-PITR-1"));
        assertThat(state("orders").at("/DR-PITR-1/changedBy/action").asText()).isEqualTo("UpdateContinuousBackups");
        recover("orders", true);
        await("PITR on is found", () -> !state("orders").has("DR-PITR-1"));
    }

    @Test
    void shouldAuditTheRestWhereOneCallIsNotAllowed() {
        lab.faults().deny(new ServiceFaults.Denial("BackupVerifier", "dynamodb", "DescribeTimeToLive"));

        JsonNode answer = invoke("BackupVerifier", "{\"tables\":[\"users\"]}");

        lab.faults().clear();
        assertThat(answer.at("/tables/0/couldNotLook").toString()).isEqualTo("[\"DR-TTL-1\"]");
        assertThat(evidence(answer.at("/report/json").asText()).toString())
                .contains("dynamodb:DescribeTimeToLive: AccessDeniedException");
    }

    @Test
    void shouldRepairWhatAPersonAsksFor() throws Exception {
        dynamoDb.updateTable(request -> request.tableName("users").deletionProtectionEnabled(false));
        await(
                "the table is active",
                () -> dynamoDb.describeTable(request -> request.tableName("users"))
                        .table()
                        .tableStatusAsString()
                        .equals("ACTIVE"));

        JsonNode planned = invoke("ProtectionRepairer", "{\"tables\":[\"users\"],\"dryRun\":true,\"by\":\"ada\"}");
        assertThat(outcomes(planned, "DR-GUARD-1")).containsExactly("Planned");
        JsonNode done = invoke("ProtectionRepairer", "{\"tables\":[\"users\"],\"dryRun\":false,\"by\":\"ada\"}");

        assertThat(outcomes(done, "DR-GUARD-1")).as(done.toString()).containsExactly("Done");
        assertThat(dynamoDb.describeTable(request -> request.tableName("users"))
                        .table()
                        .deletionProtectionEnabled())
                .isTrue();
        JsonNode record = records("users").stream()
                .filter(kept -> kept.path("rule").asText().equals("DR-GUARD-1"))
                .findFirst()
                .orElseThrow();
        assertThat(record.path("by").asText()).isEqualTo("ada");
        assertThat(record.path("before").asText()).startsWith("Broken");
        assertThat(record.path("after").asText()).startsWith("Met");
    }

    @Test
    void shouldLetAReleasePassAndTakeNoSecondBackupForIt() throws Exception {
        await(
                "the change log is fresh",
                () -> !invoke("BackupVerifier", "{\"tables\":[\"transactions\"]}")
                        .at("/tables/0")
                        .toString()
                        .contains("DR-LOG-1"));

        JsonNode first = release("{\"release\":\"1.0\",\"tables\":[\"transactions\"]}");

        assertThat(first.path("verdict").asText()).as(first.toString()).isEqualTo("Passed");
        assertThat(first.at("/tables/0/backup").asText()).contains("table/transactions/backup/");
        assertThat(backups("transactions")).containsExactly("release-1.0-transactions");
        JsonNode again = release("{\"release\":\"1.0\",\"tables\":[\"transactions\"]}");
        assertThat(again.at("/tables/0/backup")).isEqualTo(first.at("/tables/0/backup"));
        assertThat(backups("transactions")).hasSize(1);
        assertThat(lab.notifications().messages())
                .anySatisfy(message -> assertThat(message.subject()).isEqualTo("Release 1.0: Passed"));
    }

    @Test
    void shouldHoldAReleaseBackWhoseTableHasNoRecovery() throws Exception {
        recover("transactions", false);

        JsonNode failed = release("{\"release\":\"2.0\",\"tables\":[\"transactions\"]}");

        recover("transactions", true);
        assertThat(failed.path("verdict").asText()).as(failed.toString()).isEqualTo("Failed");
        assertThat(failed.at("/tables/0/reasons").toString()).contains("DR-PITR-1");
    }

    @Test
    void shouldHoldAReleaseBackWhoseChangesAreNotLogged() throws Exception {
        dynamoDb.updateTable(
                request -> request.tableName("orders").streamSpecification(stream -> stream.streamEnabled(false)));
        await(
                "the table is active",
                () -> dynamoDb.describeTable(request -> request.tableName("orders"))
                        .table()
                        .tableStatusAsString()
                        .equals("ACTIVE"));

        JsonNode failed = release("{\"release\":\"4.0\",\"tables\":[\"orders\"]}");

        assertThat(failed.path("verdict").asText()).as(failed.toString()).isEqualTo("Failed");
        assertThat(failed.at("/tables/0/reasons").toString()).contains("DR-STREAM-1");
    }

    @Test
    void shouldHoldAReleaseBackWhoseBackupIsNotAvailableInTime() throws Exception {
        lab.plane().backupsTake(Duration.ofDays(1));

        JsonNode failed = release("{\"release\":\"5.0\",\"tables\":[\"users\"]}");

        lab.plane().backupsTake(Duration.ofSeconds(10));
        assertThat(failed.path("verdict").asText()).as(failed.toString()).isEqualTo("Failed");
        assertThat(failed.at("/tables/0/reasons").toString()).contains("not available in time: it is CREATING");
    }

    @Test
    void shouldHoldAReleaseBackWhoseBackupCannotBeTaken() throws Exception {
        lab.faults().deny(new ServiceFaults.Denial("PreReleaseStateMachine", "dynamodb", "CreateBackup"));

        JsonNode failed = release("{\"release\":\"6.0\",\"tables\":[\"users\"]}");

        lab.faults().clear();
        assertThat(failed.path("verdict").asText()).as(failed.toString()).isEqualTo("Failed");
        assertThat(failed.at("/tables/0/reasons").toString())
                .contains("no backup was taken", "is not authorized to perform: dynamodb:CreateBackup");
    }

    @Test
    void shouldHoldAReleaseBackWhoseLogHasAGap() throws Exception {
        Instant now = lab.time().now();
        Gap gap = new Gap(
                "users", now.minusSeconds(600), now.minusSeconds(300), GapCause.RECORDS_GIVEN_UP, "lost in a drill");
        new DynamoDbChangeLogIndex(
                        dynamoDb, lab.stack().output("ChangeLogIndexName"), Duration.ofDays(35), lab.time()::now)
                .record(GapIdentity.ofStretch(gap), gap);

        JsonNode failed = release("{\"release\":\"7.0\",\"tables\":[\"users\"]}");

        assertThat(failed.path("verdict").asText()).as(failed.toString()).isEqualTo("Failed");
        assertThat(failed.at("/tables/0/reasons").toString()).contains("DR-LOG-2", "lost in a drill");
    }

    @Test
    void shouldRefuseAReleaseOfTablesThatAreNotThere() throws Exception {
        DescribeExecutionResponse refused = execution("{\"release\":\"3.0\",\"tables\":[\"ghosts\"]}");

        assertThat(refused.error()).isEqualTo("UnknownTable");
        assertThat(Documents.readJson(refused.cause().getBytes(StandardCharsets.UTF_8))
                        .at("/refusals/0/value")
                        .asText())
                .isEqualTo("ghosts");
    }

    private static JsonNode release(String input) throws InterruptedException {
        DescribeExecutionResponse ended = execution(input);
        assertThat(ended.status()).as(ended.toString()).isEqualTo(ExecutionStatus.SUCCEEDED);
        return Documents.readJson(ended.output().getBytes(StandardCharsets.UTF_8));
    }

    private static DescribeExecutionResponse execution(String input) throws InterruptedException {
        String arn = machines.startExecution(
                        request -> request.stateMachineArn(lab.stack().output("PreReleaseStateMachineArn"))
                                .input(input))
                .executionArn();
        await(
                "the execution has ended",
                () -> machines.describeExecution(request -> request.executionArn(arn))
                                .status()
                        != ExecutionStatus.RUNNING);
        return machines.describeExecution(request -> request.executionArn(arn));
    }

    private static List<String> backups(String table) {
        return dynamoDb.listBackups(request -> request.tableName(table)).backupSummaries().stream()
                .map(backup -> backup.backupName())
                .toList();
    }

    private static List<String> outcomes(JsonNode answer, String rule) {
        return StreamSupport.stream(answer.path("repairs").spliterator(), false)
                .filter(repair -> repair.path("rule").asText().equals(rule))
                .map(repair -> repair.path("outcome").asText())
                .toList();
    }

    private static List<JsonNode> records(String table) {
        return s3
                .listObjectsV2(request -> request.bucket(lab.stack().output("EvidenceBucketName"))
                        .prefix("audit/us-east-1/repairs/" + table + "/"))
                .contents()
                .stream()
                .map(object -> evidence(object.key()))
                .toList();
    }

    private static void recover(String table, boolean on) {
        dynamoDb.updateContinuousBackups(request -> request.tableName(table)
                .pointInTimeRecoverySpecification(specification -> specification.pointInTimeRecoveryEnabled(on)));
    }

    private static JsonNode state(String table) {
        return evidence("audit/us-east-1/state.json").at("/tables/" + table + "/findings");
    }

    private static JsonNode evidence(String key) {
        return Documents.readJson(s3.getObjectAsBytes(request ->
                        request.bucket(lab.stack().output("EvidenceBucketName")).key(key))
                .asByteArray());
    }

    static JsonNode invoke(String function, String event) {
        var response = lambda.invoke(request ->
                request.functionName("dynamo-recovery-" + function + ":live").payload(SdkBytes.fromUtf8String(event)));
        assertThat(response.functionError())
                .as(response.payload().asUtf8String())
                .isNull();
        return Documents.readJson(response.payload().asByteArray());
    }

    private static void await(String what, BooleanSupplier happened) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(LOOK_INTERVAL);
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
