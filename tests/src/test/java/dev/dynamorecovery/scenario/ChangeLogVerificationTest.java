package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.core.changelog.SegmentEntry;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.lab.drill.CopyFault;
import dev.dynamorecovery.lab.sample.SampleGenerator;
import dev.dynamorecovery.lab.sample.SampleModel;
import dev.dynamorecovery.lab.sample.SampleStore;
import dev.dynamorecovery.lab.sample.SampleTable;
import dev.dynamorecovery.lab.sample.SampleWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Restores of a table that is written all the time, verified by a baseline and the change log. */
class ChangeLogVerificationTest {

    private static final Map<SampleTable, String> TABLES = Map.of(
            SampleTable.USERS, "users",
            SampleTable.ORDERS, "orders",
            SampleTable.TRANSACTIONS, "transactions");

    @TempDir
    private Path directory;

    private LabOperator operator;
    private SampleStore store;
    private SampleWriter writer;

    @BeforeEach
    void start() throws Exception {
        operator = LabOperator.start(directory);
        store = new SampleStore(operator.dynamoDb, TABLES, 4);
        var items = new SampleGenerator(7).items(120);
        store.load(items, written -> {});
        SampleModel model = new SampleModel();
        items.forEach(model::put);
        writer = new SampleWriter(store, model, Clock.systemUTC(), 7, 3, Duration.ofMillis(15));
    }

    @AfterEach
    void stop() {
        writer.close();
        operator.close();
    }

    @Test
    void shouldProveARestoreToAnyInstantOfATableThatIsNeverQuietAndKeepItAsTheNextBaseline() throws Exception {
        writer.start();
        awaitKnownPast();
        String baseline = succeeded(operator.run(baseline())).path("baseline").asText();
        Instant first = instantAfter(60);

        JsonNode restored = succeeded(operator.run(restore(first, "")));

        JsonNode report = report(restored);
        assertThat(restored.path("outcome").asText())
                .as(report.toPrettyString())
                .isEqualTo("Consistent");
        JsonNode log = report.path("data").path("log");
        assertThat(log.path("baseline").asText()).isEqualTo(baseline);
        assertThat(log.path("changes").asInt()).isPositive();
        assertThat(log.path("gaps")).isEmpty();
        assertThat(report.path("timeline").findValuesAsText("step"))
                .contains("PlanDerivation", "SumChanges", "SettleItems", "KeepBaseline");
        String next = restored.path("baseline").asText();
        assertThat(report.path("keptBaseline").path("baseline").asText())
                .isEqualTo(next)
                .isNotEmpty();

        JsonNode again = succeeded(operator.run(restore(instantAfter(60), "")));

        assertThat(again.path("outcome").asText())
                .as(report(again).toPrettyString())
                .isEqualTo("Consistent");
        assertThat(report(again).path("data").path("log").path("baseline").asText())
                .isEqualTo(next);
        assertThat(again.path("baselineInstant").asText()).isEqualTo(first.toString());
    }

    @Test
    void shouldNameTheOneItemThatWasRestoredWrongAndNoOther() throws Exception {
        succeeded(operator.run(baseline()));
        writer.start();
        Instant instant = instantAfter(60);
        operator.lab.calls().watch(new CopyFault(operator.dynamoDb, store, SampleTable.ORDERS, "orders-spoiled"));

        JsonNode restored = succeeded(operator.run(restore(instant, ",\"target\":\"orders-spoiled\"")));

        JsonNode data = report(restored).path("data");
        assertThat(restored.path("outcome").asText()).isEqualTo("Inconsistent");
        assertThat(data.path("log").path("gaps")).isEmpty();
        assertThat(data.path("named")).hasSize(1);
        assertThat(restored.path("baseline").asText("")).isEmpty();
    }

    @Test
    void shouldBeUnprovenAcrossAMinuteWithoutAStreamAndSaySo() throws Exception {
        succeeded(operator.run(baseline()));
        writer.start();
        writer.awaitChanges(40, 0);
        writer.pause();
        operator.dynamoDb.updateTable(request ->
                request.tableName("orders").streamSpecification(specification -> specification.streamEnabled(false)));
        writer.resume();
        writer.awaitChanges(writer.counts().changes() + 40, 0);
        operator.dynamoDb.updateTable(request -> request.tableName("orders")
                .streamSpecification(specification ->
                        specification.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));

        JsonNode restored = succeeded(operator.run(restore(instantAfter(40), "")));

        assertThat(restored.path("outcome").asText()).isEqualTo("Unproven");
        assertThat(report(restored).path("data").path("log").path("gaps").findValuesAsText("cause"))
                .contains("STREAM_DISABLED");
        assertThat(report(restored).path("outcome").toString()).contains("the change log is unknown from");
    }

    @Test
    void shouldNameASegmentThatIsGoneAndOneWithAFlippedByte() throws Exception {
        succeeded(operator.run(baseline()));
        Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        writer.start();
        Instant instant = instantAfter(60);
        while (segments(since, instant).size() < 2) {
            instant = instantAfter(60);
        }
        writer.stop();
        List<String> segments = segments(since, instant);
        String gone = segments.getFirst();
        String flipped = segments.getLast();
        String bucket = operator.output("ChangeLogBucketName");
        byte[] content = operator.s3
                .getObject(request -> request.bucket(bucket).key(flipped), ResponseTransformer.toBytes())
                .asByteArray();
        content[content.length / 2] ^= 1;
        operator.s3.putObject(request -> request.bucket(bucket).key(flipped), RequestBody.fromBytes(content));
        operator.s3.deleteObject(request -> request.bucket(bucket).key(gone));

        JsonNode restored = succeeded(operator.run(restore(instant, "")));

        assertThat(restored.path("outcome").asText()).isEqualTo("Unproven");
        assertThat(report(restored).path("data").path("log").path("gaps").findValuesAsText("cause"))
                .contains("SEGMENT_MISSING", "SEGMENT_CORRUPT");
        assertThat(report(restored).path("data").path("log").path("gaps").toString())
                .contains(gone, flipped);
        assertThat(restored.path("baseline").asText("")).isEmpty();
    }

    /** Waits until the log knows all of the three seconds before now: a reading is made exact from two before it. */
    private void awaitKnownPast() throws InterruptedException {
        Instant known = Instant.parse(operator.dynamoDb
                        .describeTable(request -> request.tableName("orders"))
                        .table()
                        .latestStreamLabel()
                + "Z");
        while (Instant.now().isBefore(known.plusSeconds(3))) {
            writer.awaitChanges(writer.counts().changes() + 1, 0);
        }
    }

    /** A whole second at which the writer was at work, that can be restored to. */
    private Instant instantAfter(int changes) throws InterruptedException {
        writer.awaitChanges(writer.counts().changes() + changes / 2, 0);
        Instant instant = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        writer.awaitChanges(writer.counts().changes() + changes / 2, 0);
        operator.awaitRestorable("orders", instant.plusSeconds(2));
        return instant;
    }

    /** The objects of the segments that hold nothing but changes of that time. */
    private List<String> segments(Instant from, Instant until) {
        TimeSpan span = new TimeSpan(from, until);
        return new DynamoDbChangeLogIndex(
                        operator.dynamoDb, operator.output("ChangeLogIndexName"), Duration.ofDays(35), Instant::now)
                .segments("orders", span).stream()
                        .filter(segment -> !segment.oldest().isBefore(from)
                                && segment.newest().isBefore(until))
                        .map(SegmentEntry::objectKey)
                        .toList();
    }

    private JsonNode report(JsonNode output) {
        return operator.document(output.path("report").path("json").asText());
    }

    private static JsonNode succeeded(DescribeExecutionResponse execution) {
        assertThat(execution.status())
                .as(() -> execution.error() + ": " + execution.cause())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
        return LabOperator.json(execution.output());
    }

    private static String baseline() {
        return "{\"operation\":\"Baseline\",\"table\":\"orders\"}";
    }

    private static String restore(Instant instant, String more) {
        return """
                {"operation":"Restore","table":"orders","restorePoint":{"type":"Instant","instant":"%s"},
                 "expectedState":{"type":"ChangeLog"}%s}
                """.formatted(instant, more);
    }
}
