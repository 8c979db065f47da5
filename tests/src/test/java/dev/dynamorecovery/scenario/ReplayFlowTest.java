package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** A bad writer among good ones, in the lab: its changes are left out of a copy, then taken out of the live table. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayFlowTest {

    private static final int ORDERS = 300;
    private static final int USERS = 7;
    private static final List<String> STATUSES = List.of("PLACED", "PAID", "SHIPPED", "CANCELLED");
    private static final int CORRUPTIONS = 1_000;

    @TempDir
    private static Path directory;

    private static LabOperator operator;

    /** What the orders table has to hold without the bad writer, kept beside it by the writers themselves. */
    private static final Map<String, Map<String, AttributeValue>> GOOD = new TreeMap<>();

    private static int versions = 1;
    private static Instant before;
    private static Instant from;
    private static Instant until;

    @BeforeAll
    static void corrupt() throws Exception {
        operator = LabOperator.start(directory);
        Random random = new Random(42);
        for (int i = 0; i < USERS; i++) {
            Map<String, AttributeValue> user = Map.of("userId", text("user-" + i));
            operator.dynamoDb.putItem(request -> request.tableName("users").item(user));
        }
        for (int i = 0; i < ORDERS; i++) {
            Map<String, AttributeValue> order = key(i);
            AttributeValue price = AttributeValue.fromN("" + random.nextInt(10_000));
            // As the plan's rules want it: the total is the sum of the lines, the status a known one.
            order.put("total", price);
            order.put(
                    "lines",
                    AttributeValue.fromL(List.of(
                            AttributeValue.fromM(Map.of("quantity", AttributeValue.fromN("1"), "unitPrice", price)))));
            order.put("version", AttributeValue.fromN("1"));
            order.put("status", text("PLACED"));
            order.put("address", AttributeValue.fromM(Map.of("city", text("Bern"), "zip", text("3000"))));
            order.put("updatedBy", text("shop"));
            operator.dynamoDb.putItem(request -> request.tableName("orders").item(order));
            GOOD.put("order-" + i, order);
        }
        before = nextSecond();
        from = nextSecond();
        for (int i = 0; i < CORRUPTIONS; i++) {
            harm(random, i);
            if (i % 2 == 0) {
                work(random);
            }
        }
        until = nextSecond();
        for (int i = 0; i < 50; i++) {
            work(random);
        }
        nextSecond();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    @Order(1)
    void shouldRollACopyForwardToTheVeryStateOfTheLiveTable() throws Exception {
        restore("orders-whole");

        JsonNode output = succeeded(operator.replay("""
                {"operation":"RollForward","table":"orders","copy":"orders-whole"}"""));

        assertThat(output.path("outcome").asText()).isEqualTo("RolledForward");
        assertThat(output.path("conflicts").asLong()).isZero();
        assertThat(output.path("changes").asLong()).isGreaterThanOrEqualTo(CORRUPTIONS);
        assertThat(items("orders-whole")).isEqualTo(items("orders"));
        JsonNode verification = output.path("verification");
        assertThat(verification.path("expectedDifferences").asLong()).isZero();
        assertThat(verification.path("unexpectedDifferences").asLong()).isZero();
        // It is the live table to the last value, and so breaks the plan's rules as that does.
        assertThat(verification.path("outcome").asText()).as(output.toString()).isEqualTo("Inconsistent");
    }

    @Test
    @Order(2)
    void shouldRollACopyForwardWithoutTheBadWriter() throws Exception {
        restore("orders-good");

        JsonNode output = succeeded(operator.replay("""
                {"operation":"RollForward","table":"orders","copy":"orders-good","without":{"writer":"release-42"}}"""));

        assertThat(output.path("conflicts").asLong()).isZero();
        assertThat(output.path("leftOut").asLong()).isEqualTo(CORRUPTIONS);
        assertThat(items("orders-good")).isEqualTo(GOOD);
        JsonNode verification = output.path("verification");
        assertThat(verification.path("outcome").asText()).as(output.toString()).isEqualTo("ConsistentButForLeftOut");
        assertThat(verification.path("expectedDifferences").asLong()).isPositive();
        assertThat(verification.path("unexpectedDifferences").asLong()).isZero();
    }

    @Test
    @Order(3)
    void shouldUndoAThousandCorruptionsExactlyAndKeepTheGoodChangesAmongThem() throws Exception {
        Map<String, Map<String, AttributeValue>> damaged = items("orders");
        DescribeExecutionResponse listing = operator.replay("""
                {"operation":"Undo","table":"orders",
                 "changes":{"writer":"release-42","window":{"from":"%s","until":"%s"}}}""".formatted(from, until));
        JsonNode listed = succeeded(listing);

        assertThat(listed.path("outcome").asText()).isEqualTo("Listed");
        assertThat(listed.path("leftOut").asLong()).isEqualTo(CORRUPTIONS);
        assertThat(items("orders")).isEqualTo(damaged);
        String report = operator.text(listed.path("report").path("json").asText());
        assertThat(report).contains("total").doesNotContain("-666");

        JsonNode undone = succeeded(operator.replay("""
                {"operation":"Undo","table":"orders","apply":"%s"}""".formatted(listing.name())));

        assertThat(undone.path("outcome").asText()).isEqualTo("Undone");
        assertThat(undone.path("written")).isEqualTo(listed.path("written"));
        assertThat(undone.path("conflicts").asLong()).isZero();
        assertThat(items("orders")).isEqualTo(GOOD);
        assertThat(operator.lab.notifications().messages())
                .anySatisfy(message -> assertThat(message.subject()).isEqualTo("Undone: Undo of orders"));
    }

    @Test
    @Order(4)
    void shouldChangeNothingWhenItIsDoneAlready() throws Exception {
        DescribeExecutionResponse listing = operator.replay("""
                {"operation":"Undo","table":"orders",
                 "changes":{"writer":"release-42","window":{"from":"%s","until":"%s"}}}""".formatted(from, until));

        assertThat(succeeded(listing).path("written").asLong()).isZero();
        assertThat(items("orders")).isEqualTo(GOOD);
    }

    @ParameterizedTest
    @Order(5)
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"operation":"RollForward","table":"nothing","copy":"orders-whole"} | UnknownTable       | table
            {"operation":"RollForward","table":"users","copy":"orders-whole"}   | CopyOfAnotherTable | copy
            {"operation":"RollForward","table":"orders","copy":"users"}         | NotACopy           | copy
            {"operation":"Undo","table":"orders","changes":{"window":{"from":"2020-01-01T00:00:00Z","until":"2020-01-02T00:00:00Z"}}} | ChangeLogIncomplete | change log
            """)
    void shouldRefuseBeforeAnythingIsWritten(String request, String code, String field) throws Exception {
        Map<String, Map<String, AttributeValue>> copy = items("orders-whole");

        DescribeExecutionResponse refused = operator.replay(request);

        assertThat(refused.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(refused.error()).isEqualTo(code);
        JsonNode refusal = LabOperator.json(refused.cause()).path("refusals").path(0);
        assertThat(refusal.path("field").asText()).isEqualTo(field);
        assertThat(refusal.path("remedy").asText()).isNotEmpty();
        assertThat(items("orders-whole")).isEqualTo(copy);
    }

    /** The bad writer: spoils values, invents orders; a good order is never deleted, for deletions name no writer. */
    private static void harm(Random random, int turn) {
        if (turn % 50 == 0) {
            Map<String, AttributeValue> invented = key(ORDERS + turn);
            invented.put("total", AttributeValue.fromN("-666"));
            invented.put("updatedBy", text("release-42"));
            operator.dynamoDb.putItem(request -> request.tableName("orders").item(invented));
            return;
        }
        String expression = turn % 3 == 0
                ? "SET #total = :bad, #by = :by, mark = :turn REMOVE address.zip"
                : turn % 3 == 1
                        ? "SET #total = :bad, #by = :by, address.city = :turn"
                        : "SET #total = :turn, #by = :by, extra = :bad";
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":by", text("release-42"));
        values.put(":bad", AttributeValue.fromN("-666"));
        values.put(":turn", text("turn " + turn));
        operator.dynamoDb.updateItem(request -> request.tableName("orders")
                .key(key(random.nextInt(ORDERS)))
                .updateExpression(expression)
                .expressionAttributeNames(Map.of("#total", "total", "#by", "updatedBy"))
                .expressionAttributeValues(values));
    }

    /** A good writer: changes what nobody else writes, on the same orders. */
    private static void work(Random random) {
        int number = random.nextInt(ORDERS);
        String status = STATUSES.get(random.nextInt(STATUSES.size()));
        AttributeValue version = AttributeValue.fromN("" + ++versions);
        String writer = random.nextBoolean() ? "shop" : "warehouse";
        operator.dynamoDb.updateItem(request -> request.tableName("orders")
                .key(key(number))
                .updateExpression("SET #status = :status, #by = :by, version = :version")
                .expressionAttributeNames(Map.of("#status", "status", "#by", "updatedBy"))
                .expressionAttributeValues(Map.of(":status", text(status), ":by", text(writer), ":version", version)));
        GOOD.computeIfPresent("order-" + number, (id, order) -> {
            Map<String, AttributeValue> changed = new HashMap<>(order);
            changed.put("status", text(status));
            changed.put("version", version);
            changed.put("updatedBy", text(writer));
            return changed;
        });
    }

    private static void restore(String target) throws Exception {
        operator.awaitRestorable("orders", before);
        succeeded(operator.run("""
                {"operation":"Restore","table":"orders","target":"%s","expectedState":{"type":"None"},
                 "restorePoint":{"type":"Instant","instant":"%s"}}""".formatted(target, before)));
    }

    /** What a table holds, by order; the suite's own heartbeat is no data. */
    private static Map<String, Map<String, AttributeValue>> items(String table) {
        Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
        operator.dynamoDb
                .scanPaginator(request -> request.tableName(table).consistentRead(true))
                .items()
                .forEach(
                        item -> items.put(item.getOrDefault("orderId", text("")).s(), item));
        items.keySet().remove("recovery:heartbeat");
        return items;
    }

    private static Map<String, AttributeValue> key(int number) {
        return new HashMap<>(Map.of("userId", text("user-" + number % USERS), "orderId", text("order-" + number)));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    /** Waits until another second has begun, and answers its beginning: streams stamp changes to the second. */
    private static Instant nextSecond() throws InterruptedException {
        Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (Instant.now().isBefore(next)) {
            Thread.sleep(5);
        }
        return next;
    }

    private static JsonNode succeeded(DescribeExecutionResponse execution) {
        assertThat(execution.status())
                .as(() -> execution.error() + ": " + execution.cause())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
        return LabOperator.json(execution.output());
    }
}
