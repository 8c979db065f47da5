package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.rpo.Heartbeat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The change log's gaps and its recovery point, with the shipped template and handlers in a lab. */
class RpoTest {

    private static final List<String> EXAMPLES = List.of("users", "orders", "transactions");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    @TempDir
    private static Path directory;

    private static LabOperator operator;
    private static LambdaClient lambda;
    private static SqsClient sqs;

    @BeforeAll
    static void start() throws Exception {
        operator = LabOperator.startWithoutSchedule(directory);
        lambda = operator.client(LambdaClient.builder());
        sqs = operator.client(SqsClient.builder());
    }

    @AfterAll
    static void stop() {
        lambda.close();
        sqs.close();
        operator.close();
    }

    @Test
    void shouldMeasureEveryTableWhileTheApplicationWrites() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService application = Executors.newSingleThreadExecutor()) {
            Future<Integer> writer = application.submit(() -> {
                int written = 0;
                while (writing.get()) {
                    put("users", user("u-" + written, "checkout"));
                    put("orders", order("u-" + written, "o-1"));
                    put("transactions", Map.of("orderId", text("o-" + written), "sequence", AttributeValue.fromN("1")));
                    written++;
                }
                return written;
            });
            try {
                awaiting(() -> EXAMPLES.stream()
                        .allMatch(
                                table -> measured(table).path("result").asText().equals("WithinObjective")));
            } finally {
                writing.set(false);
            }
            assertThat(writer.get()).isPositive();
        }
        assertThat(EXAMPLES)
                .allSatisfy(table -> assertThat(Duration.parse(
                                measured(table).path("rpoAchieved").asText()))
                        .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5)));
    }

    @Test
    void shouldSeeThatATableIsOverItsObjectiveWhenItsMappingIsPaused() throws Exception {
        // A heartbeat of ten minutes ago is the newest that the log will get.
        put(
                "orders",
                Map.of(
                        "userId",
                        text("recovery:heartbeat#us-east-1"),
                        "orderId",
                        text("recovery:heartbeat"),
                        Heartbeat.BEAT,
                        AttributeValue.fromN("7"),
                        Heartbeat.WRITTEN_AT,
                        text(Heartbeat.inFullLength(Instant.now().minus(Duration.ofMinutes(10))))));
        operator.lab.mappings().awaitDrained(PATIENCE);
        String mapping = lambda.listEventSourceMappings(request -> request.eventSourceArn(stream("orders")))
                .eventSourceMappings()
                .getFirst()
                .uuid();
        lambda.updateEventSourceMapping(request -> request.uuid(mapping).enabled(false));
        try {
            measure();

            JsonNode orders = measured("orders");

            assertThat(orders.path("result").asText()).isEqualTo("OverObjective");
            assertThat(orders.path("reason").asText()).contains("heartbeat 8", "is not in the log");
            assertThat(Duration.parse(orders.path("rpoAchieved").asText())).isGreaterThan(Duration.ofMinutes(10));
        } finally {
            lambda.updateEventSourceMapping(request -> request.uuid(mapping).enabled(true));
        }
        awaiting(() -> {
            operator.lab.mappings().awaitDrained(PATIENCE);
            return measured("orders").path("result").asText().equals("WithinObjective");
        });
    }

    @Test
    void shouldNameTheTimeWhileTheStreamWasOffAndGoOnWithTheNewOne() throws Exception {
        String table = attachedTable("carts");
        put(table, order("u-1", "o-before"));
        operator.lab.mappings().awaitDrained(PATIENCE);
        stream(table, false);
        put(table, order("u-1", "o-unseen"));
        awaiting(() -> measured(table).path("reason").asText().contains("the table has no stream now"));
        stream(table, true);
        assertThat(CommandLineRun.of(directory, "protect", table, "--lab", "--apply")
                        .exitCode())
                .isZero();
        put(table, order("u-1", "o-after"));

        awaiting(() -> {
            operator.lab.mappings().awaitDrained(PATIENCE);
            return measured(table).path("result").asText().equals("WithinObjective");
        });

        CommandLineRun log = CommandLineRun.of(directory, "log", table, "--lab", "--from", longAgo());
        assertThat(log.out()).contains("orderId=o-before", "orderId=o-after").doesNotContain("o-unseen");
        assertThat(log.err()).contains("! STREAM_DISABLED: unknown from");
        assertThat(log.exitCode()).isEqualTo(5);
    }

    @Test
    void shouldTellWhyARecordCouldNotBeLoggedAndHowLongTheLogIsUnknown() throws Exception {
        create(
                "keys-only",
                StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(StreamViewType.KEYS_ONLY)
                        .build());
        lambda.createEventSourceMapping(request -> request.eventSourceArn(stream("keys-only"))
                .functionName(operator.output("StreamChangeLoggerArn"))
                .startingPosition(EventSourcePosition.TRIM_HORIZON)
                .maximumRetryAttempts(1)
                .bisectBatchOnFunctionError(true)
                .tumblingWindowInSeconds(900)
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                .destinationConfig(destination ->
                        destination.onFailure(failure -> failure.destination(operator.output("LostBatchQueueArn")))));
        put("keys-only", order("u-secret", "o-1"));

        JsonNode notice = failureOf("keys-only");

        assertThat(notice.path("cause").asText()).contains("view type");
        assertThat(notice.path("condition").asText()).isEqualTo("RetryAttemptsExhausted");
        assertThat(notice.path("changeCount").asInt()).isEqualTo(1);
        assertThat(notice.toString()).doesNotContain("u-secret");
        assertThat(operator.text("s3://" + operator.output("ChangeLogBucketName") + "/"
                        + notice.path("quarantineKey").asText()))
                .contains("view type");
        // Something logged makes it a log: its gap is what is told.
        assertThat(operator.dynamoDb
                        .query(request -> request.tableName(operator.output("ChangeLogIndexName"))
                                .keyConditionExpression("#partition = :gaps")
                                .expressionAttributeNames(Map.of("#partition", "partition"))
                                .expressionAttributeValues(Map.of(":gaps", text("keys-only#gaps"))))
                        .items())
                .singleElement()
                .satisfies(gap -> assertThat(gap.toString())
                        .contains("RECORDS_GIVEN_UP", "can't be logged", "view type")
                        .doesNotContain("u-secret"));
    }

    @Test
    void shouldAttachATableThatTheStackDoesNotOwnOnceAndShowItsChanges() throws Exception {
        create("invoices", null);
        CommandLineRun printed = CommandLineRun.of(directory, "protect", "invoices", "--lab", "--plan", "orders");
        assertThat(printed.out()).contains("aws dynamodb update-table", "aws lambda create-event-source-mapping");
        assertThat(operator.dynamoDb
                        .describeTable(request -> request.tableName("invoices"))
                        .table()
                        .latestStreamArn())
                .isNull();

        CommandLineRun applied =
                CommandLineRun.of(directory, "protect", "invoices", "--lab", "--plan", "orders", "--apply");
        CommandLineRun again =
                CommandLineRun.of(directory, "protect", "invoices", "--lab", "--plan", "orders", "--apply");

        assertThat(applied.exitCode()).as(applied.err()).isZero();
        assertThat(again.err()).contains("there is nothing to change");
        Map<String, AttributeValue> order = new HashMap<>(order("u-7", "o-7"));
        order.put("updatedBy", text("billing"));
        put("invoices", order);
        operator.lab.mappings().awaitDrained(PATIENCE);
        CommandLineRun log = CommandLineRun.of(
                directory, "log", "invoices", "--lab", "--key", "userId=u-7,orderId=o-7", "--reveal-values");
        assertThat(log.out())
                .contains("created  userId=u-7,orderId=o-7  by billing  status, updatedBy")
                .contains("status: (none) → S \"PLACED\"");
        assertThat(log.exitCode()).as(log.err()).isZero();
    }

    @Test
    void shouldRefuseTablesThatNobodyKnowsAndTimesThatHaveExpired() {
        assertThat(CommandLineRun.of(directory, "log", "ghosts", "--lab").exitCode())
                .isEqualTo(3);
        assertThat(CommandLineRun.of(directory, "log", "users", "--lab", "--from", "2026-01-01T00:00:00Z")
                        .exitCode())
                .isEqualTo(3);
        assertThat(CommandLineRun.of(directory, "protect", "ghosts", "--lab", "--plan", "orders")
                        .exitCode())
                .isEqualTo(3);
    }

    private static String attachedTable(String name) throws Exception {
        create(name, null);
        CommandLineRun attached = CommandLineRun.of(directory, "protect", name, "--lab", "--plan", "orders", "--apply");
        assertThat(attached.exitCode()).as(attached.err()).isZero();
        return name;
    }

    private static void create(String name, @Nullable StreamSpecification stream) {
        operator.dynamoDb.createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("userId"), attribute("orderId"))
                .keySchema(key("userId", KeyType.HASH), key("orderId", KeyType.RANGE))
                .streamSpecification(stream));
        operator.dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(name));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static String stream(String table) {
        return operator.dynamoDb
                .describeTable(request -> request.tableName(table))
                .table()
                .latestStreamArn();
    }

    private static void stream(String table, boolean enabled) {
        operator.dynamoDb.updateTable(request -> request.tableName(table).streamSpecification(specification -> {
            specification.streamEnabled(enabled);
            if (enabled) {
                specification.streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
            }
        }));
        operator.dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(table));
    }

    private static List<JsonNode> measure() {
        String answer = lambda.invoke(request -> request.functionName("dynamo-recovery-RpoValidator:live")
                        .payload(SdkBytes.fromUtf8String("{}")))
                .payload()
                .asUtf8String();
        JsonNode tables = LabOperator.json(answer).path("tables");
        assertThat(tables.isArray()).as(answer).isTrue();
        return tables.valueStream().toList();
    }

    private static JsonNode measured(String table) {
        return measure().stream()
                .filter(measured -> measured.path("table").asText().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode failureOf(String table) throws InterruptedException {
        JsonNode[] found = new JsonNode[1];
        awaiting(() -> {
            sqs
                    .receiveMessage(request ->
                            request.queueUrl(operator.output("FailureQueueUrl")).maxNumberOfMessages(10))
                    .messages()
                    .stream()
                    .map(message -> LabOperator.json(message.body()))
                    .filter(notice -> notice.path("table").asText().equals(table))
                    .forEach(notice -> found[0] = notice);
            return found[0] != null;
        });
        return found[0];
    }

    private static void awaiting(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.holds()) {
                assertThat(System.nanoTime()).as("within " + PATIENCE).isLessThan(deadline);
                Thread.sleep(LOOK_INTERVAL);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Something that comes true after a while. */
    private interface Condition {
        boolean holds() throws InterruptedException, IOException;
    }

    private static String longAgo() {
        return Instant.now().minus(Duration.ofHours(1)).toString();
    }

    private static void put(String table, Map<String, AttributeValue> item) {
        operator.dynamoDb.putItem(request -> request.tableName(table).item(item));
    }

    private static Map<String, AttributeValue> user(String id, String writer) {
        return Map.of("userId", text(id), "updatedBy", text(writer));
    }

    private static Map<String, AttributeValue> order(String user, String order) {
        return Map.of("userId", text(user), "orderId", text(order), "status", text("PLACED"));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
