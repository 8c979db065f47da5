package dev.dynamorecovery.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.audit.RecordedCall;
import dev.dynamorecovery.lab.machine.execution.Execution;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;

/** Holds the policies of template.yaml against what the functions and the state machine call in runs of every kind. */
class PermissionsTest {

    private static final ScalableDimension READS = ScalableDimension.DYNAMODB_TABLE_READ_CAPACITY_UNITS;

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final StreamSpecification BOTH_IMAGES = StreamSpecification.builder()
            .streamEnabled(true)
            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
            .build();
    private static final StreamSpecification NO_STREAM =
            StreamSpecification.builder().streamEnabled(false).build();

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static DynamoDbClient dynamoDb;
    private static Set<RecordedCall> calls;

    @BeforeAll
    static void runEveryKindOfRestore() throws Exception {
        lab = Lab.start(LabOptions.ofCheckout(Path.of("..").toAbsolutePath().normalize())
                .withStateDirectory(directory)
                .withPort(0)
                .withTimeScale(0.01));
        dynamoDb = client(DynamoDbClient.builder());
        createMeteredTable();
        for (String table : new String[] {"users", "metered"}) {
            put(table, Map.of("userId", text("u-1"), "email", text("one@example.com")));
        }
        put("orders", Map.of("userId", text("u-1"), "orderId", text("o-1"), "status", text("NEW")));

        run("{'operation':'Baseline','table':'orders'}");
        run("{'operation':'Baseline','table':'metered'}");
        put("orders", Map.of("userId", text("u-1"), "orderId", text("o-1"), "status", text("WRONG")));
        String backup = dynamoDb.createBackup(
                        request -> request.tableName("orders").backupName("after"))
                .backupDetails()
                .backupArn();
        awaitAvailable(backup);
        run("{'operation':'Restore','table':'orders','restorePoint':{'type':'Backup','backupArn':'latest'},"
                + "'expectedState':{'type':'Baseline','baseline':'latest'}}");
        run("{'operation':'Restore','table':'orders','restorePoint':{'type':'Backup','backupArn':'" + backup
                + "'},'target':'orders-as-backed-up','keepCopy':false,'expectedState':{'type':'None'}}");
        run("{'operation':'Restore','table':'metered','restorePoint':{'type':'LatestRestorable'},'keepCopy':false,"
                + "'expectedState':{'type':'LiveTable'}}");
        restoreByChangeLog();
        rollForwardAndUndo();
        measureRecoveryPoints();
        loseAChange();
        calls = lab.calls().calls();
    }

    /** To the very second of a change, so that its item is looked at by itself. */
    private static void restoreByChangeLog() throws Exception {
        put("orders", Map.of("userId", text("u-1"), "orderId", text("o-1"), "status", text("PAID")));
        Instant second = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        while (dynamoDb.describeContinuousBackups(request -> request.tableName("orders"))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription()
                .latestRestorableDateTime()
                .isBefore(second)) {
            Thread.sleep(LOOK_INTERVAL);
        }
        run("{'operation':'Restore','table':'orders','restorePoint':{'type':'Instant','instant':'" + second
                + "'},'keepCopy':false,'expectedState':{'type':'ChangeLog'}}");
    }

    /** Changes of every kind, so that taking them out takes writes of every kind. */
    private static void rollForwardAndUndo() throws Exception {
        put("orders", Map.of("userId", text("u-2"), "orderId", text("o-1"), "status", text("NEW")));
        put("orders", Map.of("userId", text("u-2"), "orderId", text("o-2"), "status", text("NEW")));
        run("{'operation':'Restore','table':'orders','restorePoint':{'type':'Backup','backupArn':'latest'},"
                + "'target':'orders-behind','expectedState':{'type':'None'}}");
        Instant from = nextSecond();
        put("orders", Map.of("userId", text("u-2"), "orderId", text("o-1"), "status", text("WRONG")));
        put("orders", Map.of("userId", text("u-2"), "orderId", text("o-3"), "status", text("INVENTED")));
        dynamoDb.deleteItem(
                request -> request.tableName("orders").key(Map.of("userId", text("u-2"), "orderId", text("o-2"))));
        Instant until = nextSecond();
        // The minute around the backup begins before the table did, and what is left out has to be told from what is
        // lost.
        replay("{'operation':'RollForward','table':'orders','copy':'orders-behind','acceptGaps':true,"
                + "'without':{'keys':[{'userId':'u-2','orderId':'o-3'}]}}");
        String listing = replay("{'operation':'Undo','table':'orders','changes':{'window':{'from':'" + from
                + "','until':'" + until + "'}}}");
        replay("{'operation':'Undo','table':'orders','apply':'" + listing + "'}");
    }

    private static Instant nextSecond() throws InterruptedException {
        Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (Instant.now().isBefore(next)) {
            Thread.sleep(LOOK_INTERVAL);
        }
        return next;
    }

    private static String replay(String request) throws Exception {
        return run("ReplayStateMachineArn", request);
    }

    private static void measureRecoveryPoints() throws Exception {
        // A later measurement finds the heartbeats of the first one in the log.
        measureUntil("s3:GetObject");
        // Without its stream for a moment, a table's log has a gap that is over, which is recorded.
        for (boolean enabled : new boolean[] {false, true}) {
            dynamoDb.updateTable(
                    request -> request.tableName("users").streamSpecification(enabled ? BOTH_IMAGES : NO_STREAM));
            dynamoDb.waiter().waitUntilTableExists(request -> request.tableName("users"));
        }
        measureUntil("dynamodb:PutItem");
    }

    /** Each measurement is waited for: begun side by side, they would only hold each other up. */
    private static void measureUntil(String action) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (LambdaClient lambda = client(LambdaClient.builder())) {
            while (!called("RpoValidator", action)) {
                assertThat(System.nanoTime())
                        .as("RpoValidator calls %s", action)
                        .isLessThan(deadline);
                lambda.invoke(request -> request.functionName("dynamo-recovery-RpoValidator:live")
                        .payload(SdkBytes.fromUtf8String("{}")));
                lab.mappings().awaitDrained(PATIENCE);
            }
        }
    }

    private static boolean called(String caller, String action) {
        return lab.calls().calls().stream()
                .anyMatch(call -> call.caller().equals(caller) && call.action().equals(action));
    }

    /** The records of a stream without images cannot be logged: they are given up. */
    private static void loseAChange() throws Exception {
        dynamoDb.createTable(request -> request.tableName("keys-only")
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("userId")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("userId")
                        .keyType(KeyType.HASH)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
        dynamoDb.waiter().waitUntilTableExists(request -> request.tableName("keys-only"));
        String stream = dynamoDb.describeTable(request -> request.tableName("keys-only"))
                .table()
                .latestStreamArn();
        try (LambdaClient lambda = client(LambdaClient.builder())) {
            lambda.createEventSourceMapping(request -> request.eventSourceArn(stream)
                    .functionName(lab.stack().output("StreamChangeLoggerArn"))
                    .startingPosition(EventSourcePosition.TRIM_HORIZON)
                    .maximumRetryAttempts(0)
                    .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                    .destinationConfig(destination -> destination.onFailure(
                            failure -> failure.destination(lab.stack().output("LostBatchQueueArn")))));
        }
        put("keys-only", Map.of("userId", text("u-1")));
        awaitCall("LostChangeRecorder", "sqs:SendMessage");
    }

    private static void awaitCall(String caller, String action) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!called(caller, action)) {
            assertThat(System.nanoTime()).as("%s calls %s", caller, action).isLessThan(deadline);
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        dynamoDb.close();
        lab.close();
    }

    @Test
    void shouldCallNothingThatIsNotAllowed() {
        assertThat(new Grants(lab.stack()).notAllowed(calls)).isEmpty();
    }

    @Test
    void shouldAllowNothingThatIsNeverCalled() {
        assertThat(new Grants(lab.stack()).notUsed(calls))
                .filteredOn(grant ->
                        !AuditPermissionsTest.AUDIT.matcher(grant.caller()).matches())
                .isEmpty();
    }

    @Test
    void shouldNoticeACallThatNoStatementAllows() {
        RecordedCall forbidden = new RecordedCall(
                "RestoreReporter", "dynamodb:DeleteTable", "arn:aws:dynamodb:us-east-1:123456789012:table/users");

        assertThat(new Grants(lab.stack()).notAllowed(Set.of(forbidden))).containsExactly(forbidden);
    }

    private static void awaitAvailable(String backupArn) throws InterruptedException {
        while (dynamoDb.describeBackup(request -> request.backupArn(backupArn))
                        .backupDescription()
                        .backupDetails()
                        .backupStatus()
                != BackupStatus.AVAILABLE) {
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /** A table with the settings that the example tables lack: provisioned, scaled, with a policy of its own. */
    private static void createMeteredTable() {
        String arn = dynamoDb.createTable(request -> request.tableName("metered")
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName("userId")
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName("userId")
                                .keyType(KeyType.HASH)
                                .build())
                        .provisionedThroughput(
                                capacity -> capacity.readCapacityUnits(5L).writeCapacityUnits(5L))
                        .deletionProtectionEnabled(true)
                        .tags(Tag.builder().key("recovery:plan").value("users").build()))
                .tableDescription()
                .tableArn();
        dynamoDb.waiter().waitUntilTableExists(request -> request.tableName("metered"));
        dynamoDb.updateContinuousBackups(request -> request.tableName("metered")
                .pointInTimeRecoverySpecification(specification -> specification.pointInTimeRecoveryEnabled(true)));
        dynamoDb.putResourcePolicy(request -> request.resourceArn(arn).policy("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},\
                        "Action":"dynamodb:GetItem","Resource":"%s"}]}""".formatted(arn)));
        try (ApplicationAutoScalingClient scaling = client(ApplicationAutoScalingClient.builder())) {
            scaling.registerScalableTarget(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                    .resourceId("table/metered")
                    .scalableDimension(READS)
                    .minCapacity(5)
                    .maxCapacity(50));
            scaling.putScalingPolicy(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                    .resourceId("table/metered")
                    .scalableDimension(READS)
                    .policyName("reads")
                    .policyType(PolicyType.TARGET_TRACKING_SCALING)
                    .targetTrackingScalingPolicyConfiguration(tracking -> tracking.targetValue(70.0)
                            .predefinedMetricSpecification(metric ->
                                    metric.predefinedMetricType(MetricType.DYNAMO_DB_READ_CAPACITY_UTILIZATION))));
        }
    }

    private static void run(String request) throws Exception {
        run("RestoreStateMachineArn", request);
    }

    /** Runs a request to its end and answers the execution's name. */
    private static String run(String machine, String request) throws Exception {
        Execution execution = lab.machines().start(lab.stack().output(machine), null, request.replace('\'', '"'));
        execution.ended().get(2, TimeUnit.MINUTES);
        assertThat(execution.status())
                .as("%s ended with %s", request, execution.failure())
                .isEqualTo(Execution.Status.SUCCEEDED);
        return execution.name();
    }

    private static void put(String table, Map<String, AttributeValue> item) {
        dynamoDb.putItem(request -> request.tableName(table).item(item));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(lab.endpoint())
                .region(Region.of(lab.stack().identity().region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
