package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.notification.PublishedMessage;
import dev.dynamorecovery.lab.sample.SampleGenerator;
import dev.dynamorecovery.lab.sample.SampleStore;
import dev.dynamorecovery.lab.sample.SampleTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The shipped machine, template and handlers in the lab, asked as a person asks them. */
class RestoreFlowTest {

    private static final Map<SampleTable, String> TABLES = Map.of(
            SampleTable.USERS, "users",
            SampleTable.ORDERS, "orders",
            SampleTable.TRANSACTIONS, "transactions");

    @TempDir
    private static Path directory;

    private static LabOperator operator;
    private static SampleStore store;

    @BeforeAll
    static void start() throws Exception {
        operator = LabOperator.start(directory);
        store = new SampleStore(operator.dynamoDb, TABLES, 4);
        store.load(new SampleGenerator(7).items(600), written -> {});
        // From here on all that is read and restored has a heartbeat in it, which changes every second.
        for (String table : TABLES.values()) {
            operator.awaitHeartbeat(table);
        }
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldProveARestoreToTheInstantOfABaseline() throws Exception {
        JsonNode baseline = succeeded(operator.run(baseline("orders")));

        JsonNode restored = succeeded(
                operator.run("""
                {"operation":"Restore","table":"orders","restorePoint":{"type":"Instant","instant":"%s"}}
                """.formatted(baseline.path("baselineInstant").asText())));

        assertThat(restored.path("outcome").asText()).isEqualTo("Consistent");
        assertThat(restored.path("copyKept").asBoolean()).isTrue();
        assertThat(restored.path("objectivesMet").asBoolean()).isTrue();
        assertThat(operator.tables()).contains(restored.path("restoredTable").asText());
        JsonNode report = operator.document(restored.path("report").path("json").asText());
        assertThat(report.path("settings").path("remaining")).isEmpty();
        assertThat(report.path("settings").path("lost")).isNotEmpty();
        assertThat(report.path("timeline").findValuesAsText("step"))
                .contains("ValidateRequest", "StartPointInTimeRestore", "RebuildSettings", "CompareDigests", "Judge");
        assertThat(operator.text(restored.path("report").path("markdown").asText()))
                .contains("# Consistent");
        assertThat(operator.lab.notifications().messages())
                .extracting(PublishedMessage::subject)
                .contains("Consistent: restore of orders");
    }

    @Test
    void shouldNameWhatChangedSinceTheBaselineWithoutItsValues() throws Exception {
        succeeded(operator.run(baseline("transactions")));
        List<Map<String, AttributeValue>> payments = store.scan(SampleTable.TRANSACTIONS, "transactions");
        operator.dynamoDb.deleteItem(
                request -> request.tableName("transactions").key(key(payments.get(0))));
        put("transactions", payments.get(1), "note", "HACKED-VALUE");
        Map<String, AttributeValue> extra = new HashMap<>(payments.get(2));
        extra.put("orderId", AttributeValue.fromS("o-invented"));
        operator.dynamoDb.putItem(request -> request.tableName("transactions").item(extra));
        operator.awaitRestorable("transactions", Instant.now());

        JsonNode restored = succeeded(operator.run("""
                {"operation":"Restore","table":"transactions","restorePoint":{"type":"LatestRestorable"},"keepCopy":false,
                 "expectedState":{"type":"Baseline","baseline":"latest"}}
                """));

        JsonNode report = operator.document(restored.path("report").path("json").asText());
        JsonNode data = report.path("data");
        assertThat(data.path("counts").path("missing").asInt()).isEqualTo(1);
        assertThat(data.path("counts").path("extra").asInt()).isEqualTo(1);
        assertThat(data.path("counts").path("different").asInt()).isEqualTo(1);
        assertThat(data.path("named").toString())
                .contains(text(payments.get(0), "orderId"), text(payments.get(1), "orderId"), "o-invented", "note")
                .doesNotContain("HACKED-VALUE");
        assertThat(report.toString()).doesNotContain("HACKED-VALUE");
        assertThat(restored.path("outcome").asText()).isEqualTo("Inconsistent");
        assertThat(restored.path("copyKept").asBoolean())
                .as(report.path("copy").toString())
                .isFalse();
        assertThat(operator.tables())
                .doesNotContain(restored.path("restoredTable").asText());
    }

    @Test
    void shouldProveARestoreAgainstAQuietLiveTableAndRemoveTheCopy() throws Exception {
        operator.awaitRestorable("users", Instant.now());

        JsonNode restored = succeeded(operator.run("""
                {"operation":"Restore","table":"users","restorePoint":{"type":"LatestRestorable"},
                 "expectedState":{"type":"LiveTable"},"keepCopy":false}
                """));

        assertThat(restored.path("outcome").asText()).isEqualTo("Consistent");
        assertThat(operator.tables())
                .as(restored.toString())
                .doesNotContain(restored.path("restoredTable").asText());
    }

    @Test
    void shouldProveARestoreFromTheLatestBackup() throws Exception {
        operator.backUp("users", "nightly");

        JsonNode restored = succeeded(operator.run("""
                {"operation":"Restore","table":"users","restorePoint":{"type":"Backup","backupArn":"latest"},
                 "target":"users-from-backup","expectedState":{"type":"LiveTable"}}
                """));

        assertThat(restored.path("outcome").asText()).isEqualTo("Consistent");
        assertThat(restored.path("restoredTable").asText()).isEqualTo("users-from-backup");
    }

    @Test
    void shouldNeverCallARestoreConsistentThatWasComparedWithNothing() throws Exception {
        JsonNode restored = succeeded(operator.run("""
                {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},
                 "expectedState":{"type":"None"},"keepCopy":false}
                """));

        assertThat(restored.path("outcome").asText()).isEqualTo("Unproven");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | {\"type\":\"LatestRestorable\"} | UnknownTable | table",
                "users | {\"type\":\"Instant\",\"instant\":\"2126-01-01T00:00:00Z\"} | InvalidRestoreTime | restorePoint.instant",
                "users | {\"type\":\"Instant\",\"instant\":\"2020-01-01T00:00:00Z\"} | InvalidRestoreTime | restorePoint.instant",
                "users | {\"type\":\"Yesterday\"} | InvalidRequest | restorePoint.type"
            })
    void shouldRefuseBeforeAnythingIsCreated(String table, String point, String code, String field) throws Exception {
        List<String> tablesBefore = operator.tables();

        DescribeExecutionResponse refused = operator.run("""
                {"operation":"Restore","table":"%s","restorePoint":%s,"expectedState":{"type":"None"},"target":"refused-copy"}
                """.formatted(table, point));

        assertThat(refused.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(refused.error()).isEqualTo(code);
        JsonNode refusal = LabOperator.json(refused.cause()).path("refusals").path(0);
        assertThat(refusal.path("field").asText()).isEqualTo(field);
        assertThat(refusal.path("value").asText()).isNotEmpty();
        assertThat(refusal.path("remedy").asText()).isNotEmpty();
        assertThat(operator.tables()).doesNotContain("refused-copy").containsAll(tablesBefore);
        assertThat(operator.document("s3://%s/reports/%s/%s/report.json"
                                .formatted(operator.output("EvidenceBucketName"), table, refused.name()))
                        .path("outcome")
                        .path("type")
                        .asText())
                .isEqualTo("Refused");
    }

    @Test
    void shouldRecordAndTellAFailureAndRemoveTheCopyIfAsked() throws Exception {
        JsonNode baseline = succeeded(operator.run(baseline("users")));
        operator.s3.putObject(
                request -> request.bucket(operator.output("EvidenceBucketName"))
                        .key("baselines/users/%s/digest"
                                .formatted(baseline.path("baseline").asText())),
                RequestBody.fromString("no digest"));

        DescribeExecutionResponse failed =
                operator.run("""
                {"operation":"Restore","table":"users","restorePoint":{"type":"Instant","instant":"%s"},
                 "target":"users-doomed","keepCopy":false}
                """.formatted(baseline.path("baselineInstant").asText()));

        assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(failed.error()).isEqualTo("CorruptedDataException");
        assertThat(operator.tables()).doesNotContain("users-doomed");
        JsonNode report = operator.document(
                "s3://%s/reports/users/%s/report.json".formatted(operator.output("EvidenceBucketName"), failed.name()));
        assertThat(report.path("outcome").path("type").asText()).isEqualTo("Failed");
        assertThat(report.path("copy").path("state").asText()).isEqualTo("REMOVED");
        assertThat(operator.lab.notifications().messages())
                .anySatisfy(message -> assertThat(message.subject() + message.message())
                        .contains("Failed: restore of users", "users-doomed"));
    }

    private static JsonNode succeeded(DescribeExecutionResponse execution) {
        assertThat(execution.status())
                .as(() -> execution.error() + ": " + execution.cause())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
        return LabOperator.json(execution.output());
    }

    private static String baseline(String table) {
        return "{\"operation\":\"Baseline\",\"table\":\"%s\"}".formatted(table);
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> payment) {
        Map<String, AttributeValue> key = new HashMap<>(payment);
        key.keySet().retainAll(List.of("orderId", "sequence"));
        return key;
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute), attribute).s();
    }

    private static void put(String table, Map<String, AttributeValue> item, String attribute, String value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(attribute, AttributeValue.fromS(value));
        operator.dynamoDb.putItem(request -> request.tableName(table).item(changed));
    }
}
