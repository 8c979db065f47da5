package dev.dynamorecovery.core.rpo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.SampleChangeLog;
import dev.dynamorecovery.core.changelog.SampleHistory;
import dev.dynamorecovery.core.changelog.ShardObservation;
import dev.dynamorecovery.core.changelog.StreamObservation;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.settings.StreamView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RpoValidationTest {

    private static final String LABEL = "2026-11-22T10:00:00.000";
    private static final String SHARD = "shardId-00000001-a";
    private static final Instant CREATED = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:10:00Z");
    private static final String REGION = "us-east-1";
    private static final KeySchema KEYS = KeySchema.of("userId");
    private static final Item KEY = SamplePlans.packaged("users")
            .changeLog()
            .heartbeatIn(KEYS)
            .orElseThrow()
            .of(REGION);

    private final SampleHistory history = new SampleHistory(LABEL, SHARD, KEYS, 0);
    private final SampleChangeLog log = new SampleChangeLog("users");
    private final Map<String, Heartbeat> heartbeats = new HashMap<>();
    private StreamObservation stream = enabled(new ShardObservation.Drained(SHARD));

    @Test
    void shouldMeasureHowLongTheLastHeartbeatTookToBeSafe() {
        logged(beat(1, NOW.minusSeconds(60)), NOW.minusSeconds(49));

        assertThat(validate()).satisfies(measured -> {
            assertThat(measured.result())
                    .isInstanceOfSatisfying(
                            RpoResult.WithinObjective.class,
                            within -> assertThat(within.rpoAchieved()).isEqualTo(Duration.ofSeconds(11)));
            assertThat(measured.newGaps()).isEmpty();
        });
    }

    @Test
    void shouldWriteTheNextHeartbeat() {
        logged(beat(1, NOW.minusSeconds(60)), NOW.minusSeconds(49));

        validate();

        assertThat(heartbeats.get("users")).isEqualTo(new Heartbeat(2, NOW));
    }

    @Test
    void shouldSeeThatHeartbeatsDoNotArriveAlthoughTheStreamLooksDrained() {
        logged(beat(1, NOW.minusSeconds(400)), NOW.minusSeconds(390));
        beat(2, NOW.minusSeconds(60));

        assertThat(validate().result())
                .isInstanceOfSatisfying(
                        RpoResult.OverObjective.class,
                        over -> assertThat(over.rpoAchieved()).isEqualTo(Duration.ofSeconds(400)));
    }

    @Test
    void shouldSeeAnotherShardThatIsStuckAlthoughHeartbeatsArrive() {
        logged(beat(1, NOW.minusSeconds(60)), NOW.minusSeconds(49));
        stream = enabled(
                new ShardObservation.Drained(SHARD), new ShardObservation.Pending("shardId-2", NOW.minusSeconds(500)));

        assertThat(validate().result())
                .isInstanceOfSatisfying(
                        RpoResult.OverObjective.class,
                        over -> assertThat(over.rpoAchieved()).isEqualTo(Duration.ofSeconds(500)));
    }

    @Test
    void shouldNotTellBeforeAnythingWasLogged() {
        stream = new StreamObservation.Disabled();

        assertThat(validate().result()).isInstanceOf(RpoResult.Unknown.class);
    }

    @Test
    void shouldRecordOnceThatTheStreamWasOffForAWhile() {
        logged(beat(1, NOW.minusSeconds(300)), NOW.minusSeconds(299));
        var again = "2026-11-22T10:07:00.000";
        stream = new StreamObservation.Enabled(
                again,
                Instant.parse("2026-11-22T10:07:00Z"),
                StreamView.NEW_AND_OLD_IMAGES,
                List.of(new ShardObservation.Drained("s-2")));
        var second = new SampleHistory(again, "s-2", KEYS, 1_000);
        second.put(item(2, NOW.minusSeconds(60)), NOW.minusSeconds(60));
        log.append(second.changes(), NOW.minusSeconds(55));
        heartbeats.put("users", new Heartbeat(2, NOW.minusSeconds(60)));

        var first = validate();
        var repeated = validate();

        assertThat(first.newGaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.STREAM_DISABLED);
            assertThat(gap.until()).isEqualTo("2026-11-22T10:07:00Z");
        });
        assertThat(first.result()).isInstanceOf(RpoResult.WithinObjective.class);
        assertThat(repeated.newGaps()).isEmpty();
        assertThat(log.index().gaps("users")).isEqualTo(first.newGaps());
    }

    @Test
    void shouldReportAStreamThatIsOffAndRecordNothingBeforeItsEndIsKnown() {
        logged(beat(1, NOW.minusSeconds(400)), NOW.minusSeconds(399));
        stream = new StreamObservation.Disabled();

        assertThat(validate()).satisfies(measured -> {
            assertThat(measured.result()).isInstanceOf(RpoResult.OverObjective.class);
            assertThat(measured.result().reason()).contains("no stream");
            assertThat(measured.newGaps()).isEmpty();
        });
        assertThat(log.index().gaps("users")).isEmpty();
    }

    @Test
    void shouldRecordASegmentOfTheHeartbeatThatIsGone() {
        logged(beat(1, NOW.minusSeconds(120)), NOW.minusSeconds(110));
        logged(beat(2, NOW.minusSeconds(60)), NOW.minusSeconds(50));
        log.bucket().write(log.bucket().list("changes/").getLast(), new byte[] {1});

        var measured = validate();

        assertThat(measured.newGaps()).extracting(Gap::cause).containsExactly(GapCause.SEGMENT_CORRUPT);
        // The first heartbeat is the newest that can be read.
        assertThat(measured.result())
                .isInstanceOfSatisfying(
                        RpoResult.WithinObjective.class,
                        within -> assertThat(within.rpoAchieved()).isEqualTo(Duration.ofMinutes(2)));
    }

    @Test
    void shouldCountATagThatNamesNoPlanAsUnknown() {
        assertThat(validation().validate(new ProtectedTable("users", KEYS, new PlanBinding.NamesNoPlan("usres")), NOW))
                .hasValueSatisfying(measured -> {
                    assertThat(measured.result()).isInstanceOf(RpoResult.Unknown.class);
                    assertThat(measured.result().reason()).contains("usres");
                });
    }

    @Test
    void shouldLeaveATableAloneWhosePlanAsksForNoLog() {
        var plan = SamplePlans.packaged("users");
        assertThat(plan.changeLog()).isNotEqualTo(ChangeLogPlan.NONE);

        assertThat(validation()
                        .validate(
                                new ProtectedTable(
                                        "users", KEYS, new PlanBinding.Bound(SamplePlans.withoutChangeLog("users"))),
                                NOW))
                .isEmpty();
        assertThat(heartbeats).isEmpty();
    }

    private TableRpo validate() {
        return validation()
                .validate(new ProtectedTable("users", KEYS, new PlanBinding.Bound(SamplePlans.packaged("users"))), NOW)
                .orElseThrow();
    }

    private RpoValidation validation() {
        return new RpoValidation(
                log.index(),
                log.bucket(),
                (table, checkpoints) -> stream,
                (table, keys, now) -> {
                    var before = Optional.ofNullable(heartbeats.get(table));
                    heartbeats.put(
                            table, new Heartbeat(before.map(Heartbeat::beat).orElse(0L) + 1, now));
                    return before;
                },
                new LogDelivery(1, Duration.ofHours(23)),
                Duration.ofDays(35),
                REGION);
    }

    private Change beat(long beat, Instant at) {
        heartbeats.put("users", new Heartbeat(beat, at));
        return history.put(item(beat, at), at);
    }

    private void logged(Change change, Instant at) {
        log.append(List.of(change), at);
    }

    private static Item item(long beat, Instant at) {
        var attributes = new HashMap<>(KEY.attributes());
        attributes.put(Heartbeat.BEAT, new AttributeValue.Numeric(Long.toString(beat)));
        attributes.put(Heartbeat.WRITTEN_AT, new AttributeValue.Text(Heartbeat.inFullLength(at)));
        return new Item(attributes);
    }

    private static StreamObservation enabled(ShardObservation... shards) {
        return new StreamObservation.Enabled(LABEL, CREATED, StreamView.NEW_AND_OLD_IMAGES, List.of(shards));
    }
}
