package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.changelog.DynamoDbStreamObserver;
import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.StreamName;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.IndexedTableLog;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.replay.Exclusion;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.replay.work.ReplayPlanning;
import dev.dynamorecovery.core.replay.work.SampleReplay;
import dev.dynamorecovery.core.replay.work.SegmentReplayLog;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.Verdict;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.verification.DerivationRun;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A table that is written every second, whose stream is off for a whole minute and then on again, by the lab's plane and a
 * clock that only moves when it is moved. Whoever reads the log has to name that minute, and nothing else.
 */
class DisabledStreamTest {

    private static final String TABLE = "orders";
    private static final Instant START = Instant.parse("2026-03-01T10:40:00Z");
    private static final Instant OFF = Instant.parse("2026-03-01T10:42:00Z");
    private static final Instant ON = Instant.parse("2026-03-01T10:43:00Z");
    private static final Instant END = Instant.parse("2026-03-01T10:45:00Z");

    private final VirtualLabTime time = new VirtualLabTime(START);
    private final InMemoryChangeLogStack stack =
            new InMemoryChangeLogStack(TABLE, Map.of("id", "S"), ChangeLogPlan.NONE);
    private final Map<Instant, Map<String, Item>> states = new TreeMap<>();
    private final Map<String, Item> state = new TreeMap<>();
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private RecoveryPlane plane;
    private LabFront front;
    private DynamoDbClient tables;
    private DynamoDbStreamsClient streams;
    private DynamoDbStreamObserver observer;
    private String unknown = "";

    @BeforeEach
    void turnTheStreamOffForAMinute() throws Exception {
        plane = RecoveryPlane.start(time, EngineOptions.dynamoDbLocal());
        front = LabFront.start(0, call -> {});
        front.serve(plane.service());
        tables = configured(DynamoDbClient.builder(), front.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        streams = configured(DynamoDbStreamsClient.builder(), front.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        observer = new DynamoDbStreamObserver(tables, streams);
        tables.createTable(request -> request.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .streamSpecification(of -> of.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        time.advance(Duration.ofSeconds(30));
        writeEachSecondUntil(OFF);
        log();
        tables.updateTable(request -> request.tableName(TABLE).streamSpecification(of -> of.streamEnabled(false)));
        writeEachSecondUntil(ON);
        tables.updateTable(request -> request.tableName(TABLE)
                .streamSpecification(of -> of.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        writeEachSecondUntil(END);
        log();
        time.advance(Duration.between(END, CommandRun.NOW));
        stack.stream = observer.observe(TABLE, stack.log.index().checkpoints(TABLE));
        Instant enabled = StreamName.createdAt(StreamName.of(streamArn()).label());
        assertThat(enabled).isBetween(ON, ON.plusSeconds(1));
        unknown = "unknown from 2026-03-01T10:41:59.000001Z to " + enabled;
    }

    @AfterEach
    void stop() {
        tables.close();
        streams.close();
        front.close();
        plane.close();
    }

    @Test
    void shouldBeNamedByTheLogAsThatMinuteAndNoMore() {
        CommandRun run = log("2026-03-01T10:41:50Z", "2026-03-01T10:43:10Z");

        assertThat(run.err().lines().filter(line -> line.startsWith("!")))
                .singleElement()
                .asString()
                .startsWith("! STREAM_DISABLED: " + unknown);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNPROVEN.code());
        assertThat(run.out().lines())
                .hasSize(20)
                .allMatch(line -> line.startsWith("2026-03-01T10:41:5") || line.startsWith("2026-03-01T10:43:0"));
    }

    @ParameterizedTest
    @CsvSource({"10:40:31, 10:42:00", "10:43:01, 10:45:00"})
    void shouldNotBeNamedBeforeItAndAfterIt(String from, String until) {
        CommandRun run = log("2026-03-01T" + from + "Z", "2026-03-01T" + until + "Z");

        // The second in which the stream was turned off is the last but one: nothing of it was logged after its
        // beginning.
        boolean touches = until.equals("10:42:00");
        assertThat(run.err().contains("! ")).isEqualTo(touches);
        assertThat(run.exitCode()).isEqualTo(touches ? ExitCode.UNPROVEN.code() : ExitCode.OK.code());
    }

    @Test
    void shouldBeWhyAReplayAcrossItIsRefusedAtOnce() {
        ReplayPlanning planning = new ReplayPlanning(
                new SegmentReplayLog(stack.index(), stack.bucket(), observer, stack.delivery(), stack.retention()),
                SampleReplay.work(),
                Duration.ofMinutes(10));
        TimeSpan span = new TimeSpan(OFF.minusSeconds(30), END);

        assertThat(planning.plan(
                        SampleReplay.job(ReplayJob.Operation.ROLL_FORWARD, span, Exclusion.NOTHING, false, "one"),
                        time.now()))
                .isInstanceOfSatisfying(
                        ReplayPlanning.Outcome.Refused.class,
                        refused -> assertThat(refused.refusals())
                                .singleElement()
                                .satisfies(refusal -> {
                                    assertThat(refusal.code()).isEqualTo(RefusalCode.CHANGE_LOG_INCOMPLETE);
                                    assertThat(refusal.value()).startsWith(unknown);
                                }));
    }

    @Test
    void shouldLeaveARestoreAcrossItUnprovenForJustThatMinute() {
        DerivationRun.Found found = verify(OFF.minusSeconds(60), ON.plusSeconds(60));

        assertThat(found.verdict()).isInstanceOf(Verdict.Unproven.class);
        assertThat(found.verdict().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.subject()).isEqualTo(Verdict.Subject.COVERAGE);
            assertThat(reason.text()).contains(unknown);
        });
        assertThat(found.data().log().gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.cause()).isEqualTo(GapCause.STREAM_DISABLED));
    }

    @Test
    void shouldLeaveRestoresOnEitherSideProven() {
        assertThat(verify(START.plusSeconds(40), OFF.minusSeconds(10)).verdict())
                .isInstanceOf(Verdict.Consistent.class);
        assertThat(verify(ON.plusSeconds(20), END.minusSeconds(20)).verdict()).isInstanceOf(Verdict.Consistent.class);
    }

    /** Verifies what the table truly held at the point, from what it held at the base. */
    private DerivationRun.Found verify(Instant base, Instant point) {
        BaselineManifest baseline = DerivationRun.baseline(stateBefore(base), base, evidence);
        return new DerivationRun(
                        "run-" + point.getEpochSecond(), baseline, new RestoredPoint.PointInTime(point), evidence)
                .verify(
                        stateBefore(point),
                        new IndexedTableLog(
                                TABLE,
                                stack.index(),
                                stack.bucket(),
                                observer,
                                stack.delivery(),
                                stack.retention(),
                                time::now));
    }

    private CommandRun log(String from, String until) {
        return CommandRun.of(stack, "log", TABLE, "--from", from, "--to", until);
    }

    private Map<String, Item> stateBefore(Instant instant) {
        Map<String, Item> before = new TreeMap<>();
        states.forEach((at, held) -> {
            if (at.isBefore(instant)) {
                before.putAll(held);
            }
        });
        return before;
    }

    private void writeEachSecondUntil(Instant end) {
        while (time.now().isBefore(end)) {
            int second = (int) Duration.between(START, time.now()).toSeconds();
            String id = "item-" + second % 7;
            Item item = new Item(Map.of(
                    "id", new AttributeValue.Text(id), "value", new AttributeValue.Numeric(Integer.toString(second))));
            tables.putItem(request -> request.tableName(TABLE).item(SdkItems.toSdk(item)));
            state.put(id, item);
            states.put(time.now(), Map.copyOf(state));
            time.advance(Duration.ofSeconds(1));
        }
    }

    /** Logs all that the stream holds. */
    private void log() {
        String arn = streamArn();
        String shard = streams.describeStream(request -> request.streamArn(arn))
                .streamDescription()
                .shards()
                .getFirst()
                .shardId();
        String iterator = streams.getShardIterator(request ->
                        request.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        List<Change> changes = new ArrayList<>();
        for (Record record :
                streams.getRecords(request -> request.shardIterator(iterator)).records()) {
            StreamRecord data = record.dynamodb();
            changes.add(new Change(
                    new ChangePosition(StreamName.of(arn).label(), shard, data.sequenceNumber()),
                    data.approximateCreationDateTime(),
                    SdkItems.toItem(data.keys()),
                    data.hasOldImage() ? SdkItems.toItem(data.oldImage()) : null,
                    data.hasNewImage() ? SdkItems.toItem(data.newImage()) : null,
                    ChangeOrigin.WRITE));
        }
        stack.log.append(changes, time.now());
    }

    private String streamArn() {
        return tables.describeTable(request -> request.tableName(TABLE)).table().latestStreamArn();
    }

    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")));
    }
}
