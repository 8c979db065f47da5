package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.front.ApiCall;
import dev.dynamorecovery.lab.front.CallListener;
import dev.dynamorecovery.lab.sample.SampleGenerator;
import dev.dynamorecovery.lab.sample.SampleModel;
import dev.dynamorecovery.lab.sample.SampleStore;
import dev.dynamorecovery.lab.sample.SampleTable;
import dev.dynamorecovery.lab.sample.SampleWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.RestoreDeletionStatus;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/** AWS Backup restores to test; the shipped function and the restore machine answer, while the application is at work. */
class RestoreTestFlowTest {

    private static final String TABLE_ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/";
    private static final String COPIES = "awsbackup-restore-test-";
    private static final Path SAMPLES = Path.of("..", "events", "backup-audit");
    private static final String SAMPLE_JOB = "22004F98-359C-4DC4-8877-C4138658D7B0";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    /** An order that the application never touches. */
    private static final Map<String, AttributeValue> QUIET = Map.of(
            "userId", text("u-quiet"),
            "orderId", text("o-quiet"),
            "status", text("PLACED"),
            "total", number(5),
            "version", number(1),
            "notes", text("as it was"),
            "lines",
                    AttributeValue.fromL(
                            List.of(AttributeValue.fromM(Map.of("quantity", number(1), "unitPrice", number(5))))));

    @TempDir
    private static Path directory;

    private static LabOperator operator;
    private static BackupClient backup;
    private static SampleWriter writer;
    private static final CopyStrike STRIKE = new CopyStrike();

    /** Does something to the copy of a table when the restore machine looks at it for the first time. */
    private static final class CopyStrike implements CallListener {

        private final Map<String, Consumer<String>> byTable = new ConcurrentHashMap<>();

        @Override
        public void called(ApiCall call) {
            if (!call.service().equals("dynamodb")
                    || !call.operation().equals("DescribeTable")
                    || call.accessKeyId().equals(Lab.OPERATOR_ACCESS_KEY_ID)) {
                return;
            }
            call.resources().stream()
                    .map(resource -> resource.substring(resource.lastIndexOf('/') + 1))
                    .filter(table -> table.startsWith(COPIES))
                    .findFirst()
                    .ifPresent(this::strike);
        }

        private void strike(String copy) {
            // The audit looks at tables, too; what is struck is what is being verified.
            if (byTable.isEmpty() || execution(copy).isEmpty()) {
                return;
            }
            String source = operator.dynamoDb
                    .describeTable(request -> request.tableName(copy))
                    .table()
                    .restoreSummary()
                    .sourceTableArn();
            Consumer<String> blow = byTable.remove(source.substring(TABLE_ARN.length()));
            if (blow != null) {
                blow.accept(copy);
            }
        }
    }

    /** What a restore can bring back wrong, none of which breaks a rule of the plan. */
    enum Fault {
        ALTERED,
        MISSING,
        ADDED;

        void strike(String copy) {
            switch (this) {
                case ALTERED -> put(copy, changed(QUIET, "notes", "as it never was"));
                case MISSING ->
                    operator.dynamoDb.deleteItem(
                            request -> request.tableName(copy).key(key(QUIET)));
                case ADDED -> put(copy, changed(QUIET, "orderId", "o-invented"));
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        operator = LabOperator.startWithRestoreTests(directory);
        backup = operator.client(BackupClient.builder());
        operator.lab.calls().watch(STRIKE);
        SampleStore store = new SampleStore(
                operator.dynamoDb,
                Map.of(
                        SampleTable.USERS, "users",
                        SampleTable.ORDERS, "orders",
                        SampleTable.TRANSACTIONS, "transactions"),
                4);
        var items = new SampleGenerator(7).items(120);
        store.load(items, written -> {});
        put("orders", QUIET);
        SampleModel model = new SampleModel();
        items.forEach(model::put);
        for (String table : List.of("orders", "transactions")) {
            assertThat(operator.run("{\"operation\":\"Baseline\",\"table\":\"%s\"}".formatted(table))
                            .error())
                    .isNull();
        }
        writer = new SampleWriter(store, model, Clock.systemUTC(), 7, 3, Duration.ofMillis(25));
        writer.start();
        // The second before a backup has to be one that the baselines, and the log, know.
        writer.awaitChanges(100, 0);
        writer.pause();
    }

    @AfterAll
    static void stop() {
        writer.close();
        backup.close();
        operator.close();
    }

    @Test
    void shouldProveEveryItemOfAFaithfulRestoreThatWasBackedUpWhileTheApplicationWrote() throws Exception {
        DescribeRestoreJobResponse test = tested("orders");

        assertThat(test.validationStatus()).as(test.toString()).isEqualTo(RestoreValidationStatus.SUCCESSFUL);
        assertThat(test.validationStatusMessage())
                .contains("orders as of its backup between", "is proven right", "checked one by one", "Report: s3://");
        JsonNode report = report(test);
        assertThat(report.at("/point/type").asText()).isEqualTo("RecoveryPoint");
        assertThat(report.at("/data/log/itemsCheckedOneByOne").asInt()).isPositive();
        assertThat(report.at("/data/log/changes").asInt()).isPositive();
        assertThat(report.at("/copy/state").asText()).isEqualTo("LENT");
        // Nothing was written to AWS Backup's table, nobody was told, and no drill is claimed.
        assertThat(operator.lab.calls().calls())
                .filteredOn(call -> call.resource().contains(COPIES))
                .filteredOn(call -> !call.caller().equals("LABOPERATOR"))
                .isNotEmpty()
                .extracting(call -> call.action())
                .allSatisfy(action -> assertThat(action).containsPattern("dynamodb:(Describe|List|Get|BatchGet|Scan)"));
        assertThat(operator.lab.notifications().messages())
                .noneMatch(message -> message.message().contains(copy(test)));
        assertThat(proofs("orders")).noneMatch(key -> key.endsWith("passed.json"));
        await(() -> backup.describeRestoreJob(request -> request.restoreJobId(test.restoreJobId()))
                        .deletionStatus()
                == RestoreDeletionStatus.SUCCESSFUL);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldNotCallARestoreValidWhoseOneItemIs(Fault fault) throws Exception {
        STRIKE.byTable.put("orders", fault::strike);

        DescribeRestoreJobResponse test = tested("orders");

        assertThat(test.validationStatus()).as(test.toString()).isEqualTo(RestoreValidationStatus.FAILED);
        assertThat(test.validationStatusMessage()).contains("is wrong in", "1 items differ");
        assertThat(report(test).at("/data/named").toString()).contains("u-quiet");
        assertThat(proofs("orders")).anyMatch(key -> key.endsWith("failed.json"));
        assertThat(operator.lab.notifications().messages())
                .anyMatch(message -> message.message().contains(copy(test)));
    }

    @Test
    void shouldSayThatItCannotTellAcrossAGapOfTheLog() throws Exception {
        writer.resume();
        for (boolean enabled : new boolean[] {false, true}) {
            operator.dynamoDb.updateTable(request -> request.tableName("transactions")
                    .streamSpecification(stream -> {
                        stream.streamEnabled(enabled);
                        if (enabled) {
                            stream.streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
                        }
                    }));
            writer.awaitChanges(writer.counts().changes() + 40, 0);
        }

        DescribeRestoreJobResponse test = tested("transactions");

        assertThat(test.validationStatus()).isEqualTo(RestoreValidationStatus.FAILED);
        assertThat(test.validationStatusMessage())
                .startsWith("Not verified: ")
                .contains("the change log is unknown from");
    }

    @Test
    void shouldSayThatItCannotTellWithoutABaseline() throws Exception {
        DescribeRestoreJobResponse test = tested("users");

        assertThat(test.validationStatus()).isEqualTo(RestoreValidationStatus.FAILED);
        assertThat(test.validationStatusMessage())
                .startsWith("Not verified: BaselineNotFound")
                .contains("./recovery baseline users");
    }

    @Test
    void shouldAnswerForAVerificationThatSomebodyStopped() throws Exception {
        STRIKE.byTable.put(
                "orders",
                copy -> operator.stepFunctions.stopExecution(
                        request -> request.executionArn(execution(copy).orElseThrow())
                                .error("Stopped")
                                .cause("by hand")));

        DescribeRestoreJobResponse test = tested("orders");

        assertThat(test.validationStatus()).isEqualTo(RestoreValidationStatus.FAILED);
        assertThat(test.validationStatusMessage())
                .isEqualTo("Not verified: somebody stopped the verification: Stopped: by hand");
    }

    @Test
    void shouldVerifyOnceHoweverOftenAwsBackupTellsOfTheRestore() throws Exception {
        Map<String, JsonNode> answers = new ConcurrentHashMap<>();
        STRIKE.byTable.put("orders", copy -> answers.put("meanwhile", tellAgain(jobOf(copy))));

        DescribeRestoreJobResponse test = tested("orders");
        JsonNode after = tellAgain(test.restoreJobId());

        assertThat(answers)
                .hasSize(1)
                .hasValueSatisfying(new Condition<>(
                        answer -> answer.path("state").asText().equals("Verifying"), "that it is being verified"));
        assertThat(after.path("state").asText()).isEqualTo("Closed");
        assertThat(told("restore-test-verified.json", test.restoreJobId())
                        .path("state")
                        .asText())
                .isEqualTo("Closed");
        assertThat(test.validationStatus()).as(test.toString()).isEqualTo(RestoreValidationStatus.SUCCESSFUL);
        assertThat(executions())
                .extracting(ExecutionListItem::name)
                .containsOnlyOnce("restore-test-" + test.restoreJobId());
    }

    /** Backs the table up while the application writes, has AWS Backup test it, and waits for the answer. */
    private static DescribeRestoreJobResponse tested(String table) throws InterruptedException {
        writer.resume();
        writer.awaitChanges(writer.counts().changes() + 20, 0);
        String job = backup.startBackupJob(request -> request.backupVaultName("dynamo-recovery-tables")
                        .resourceArn(TABLE_ARN + table)
                        .iamRoleArn("arn:aws:iam::123456789012:role/backup"))
                .backupJobId();
        await(() ->
                backup.describeBackupJob(request -> request.backupJobId(job)).state() == BackupJobState.COMPLETED);
        // Changes after the backup must not be taken for those before; then the machine is given the processor.
        writer.awaitChanges(writer.counts().changes() + 20, 0);
        writer.pause();
        // Each table that was ever backed up is tested; the next test begins when all of them are answered.
        List<String> restores = operator.lab.backup().runRestoreTest("us-east-1", "dynamo_recovery_tables");
        await(() -> restores.stream().allMatch(id -> found(id).validationStatusMessage() != null));
        return restores.stream()
                .map(RestoreTestFlowTest::found)
                .filter(test -> test.sourceResourceArn().equals(TABLE_ARN + table))
                .findFirst()
                .orElseThrow();
    }

    private static DescribeRestoreJobResponse found(String restoreJob) {
        return backup.describeRestoreJob(request -> request.restoreJobId(restoreJob));
    }

    private static JsonNode report(DescribeRestoreJobResponse test) {
        String message = test.validationStatusMessage();
        return operator.document(message.substring(message.indexOf("s3://")).replace("report.md", "report.json"));
    }

    private static String copy(DescribeRestoreJobResponse test) {
        return test.createdResourceArn().substring(TABLE_ARN.length());
    }

    private static List<String> proofs(String table) {
        return operator
                .s3
                .listObjectsV2(request ->
                        request.bucket(operator.output("EvidenceBucketName")).prefix("proofs/" + table + "/"))
                .contents()
                .stream()
                .map(object -> object.key())
                .toList();
    }

    private static List<ExecutionListItem> executions() {
        return operator.stepFunctions
                .listExecutions(request -> request.stateMachineArn(operator.output("RestoreStateMachineArn")))
                .executions();
    }

    /** The execution that verifies the copy. */
    private static Optional<String> execution(String copy) {
        return executions().stream()
                .map(ExecutionListItem::executionArn)
                .filter(arn -> operator.stepFunctions
                        .describeExecution(request -> request.executionArn(arn))
                        .input()
                        .contains(copy))
                .findFirst();
    }

    private static String jobOf(String copy) {
        return execution(copy).orElseThrow().replaceFirst(".*:restore-test-", "");
    }

    private static JsonNode tellAgain(String restoreJob) {
        return told("restore-test.json", restoreJob);
    }

    /** Sends the function a sample event, for that restore job. */
    private static JsonNode told(String sample, String restoreJob) {
        try (LambdaClient lambda = operator.client(LambdaClient.builder())) {
            String event = Files.readString(SAMPLES.resolve(sample)).replace(SAMPLE_JOB, restoreJob);
            return LabOperator.json(
                    lambda.invoke(request -> request.functionName("dynamo-recovery-RestoreTestValidator:live")
                                    .payload(SdkBytes.fromUtf8String(event)))
                            .payload()
                            .asUtf8String());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void put(String table, Map<String, AttributeValue> item) {
        operator.dynamoDb.putItem(request -> request.tableName(table).item(item));
    }

    private static Map<String, AttributeValue> changed(
            Map<String, AttributeValue> item, String attribute, String value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(attribute, text(value));
        return changed;
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> order) {
        Map<String, AttributeValue> key = new HashMap<>(order);
        key.keySet().retainAll(List.of("userId", "orderId"));
        return key;
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(int value) {
        return AttributeValue.fromN(Integer.toString(value));
    }

    /** Looks again and again, and fails when it takes too long. */
    private static void await(BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes to an end").isLessThan(deadline);
            Thread.sleep(LOOK_INTERVAL);
        }
    }
}
