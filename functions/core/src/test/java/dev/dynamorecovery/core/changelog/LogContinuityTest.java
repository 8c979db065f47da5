package dev.dynamorecovery.core.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.settings.StreamView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogContinuityTest {

    private static final String LABEL = "2026-11-20T10:00:00.000";
    private static final String NEXT_LABEL = "2026-11-21T12:00:00.000";
    private static final Instant CREATED = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-21T15:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration RETENTION = Duration.ofDays(35);
    private static final LogDelivery ONE_LANE = new LogDelivery(1, Duration.ofHours(6));

    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<Gap> recorded = new ArrayList<>();
    private StreamObservation stream = enabled(LABEL);

    private List<Gap> gaps(TimeSpan span) {
        return gaps(span, ONE_LANE);
    }

    private List<Gap> gaps(TimeSpan span, LogDelivery delivery) {
        return LogContinuity.gaps(
                new LogObservations("orders", checkpoints, stream, recorded), span, delivery, RETENTION, NOW);
    }

    private static StreamObservation.Enabled enabled(String label, ShardObservation... shards) {
        return new StreamObservation.Enabled(
                label, StreamName.createdAt(label), StreamView.NEW_AND_OLD_IMAGES, List.of(shards));
    }

    /** A shard of which changes from {@code first} to {@code newest} were logged, each a second after it was made. */
    private static Checkpoint mark(String label, String shard, Instant first, Instant newest) {
        return new Checkpoint(
                "orders", label, shard, first, first.plusSeconds(1), "100", newest, newest.plusSeconds(1));
    }

    private static TimeSpan until(Instant end) {
        return new TimeSpan(CREATED, end);
    }

    @Test
    void shouldKnowEverythingFromTheCreationOfAStreamThatWasLoggedAtOnce() {
        checkpoints.add(mark(LABEL, "a", CREATED.plus(HOUR), NOW.minus(HOUR)));

        assertThat(gaps(until(NOW.minusSeconds(10)))).isEmpty();
    }

    @Test
    void shouldKnowNothingFromBeforeTheStream() {
        checkpoints.add(mark(LABEL, "a", CREATED.plus(HOUR), NOW.minus(HOUR)));

        assertThat(gaps(new TimeSpan(CREATED.minus(HOUR), NOW.minus(HOUR))))
                .containsExactly(new Gap(
                        "orders", CREATED.minus(HOUR), CREATED, GapCause.NOT_STARTED, "the log was not kept before"));
    }

    @Test
    void shouldKnowAStreamThatWasLoggedLateFromItsFirstChangeOnly() {
        Instant first = CREATED.plus(Duration.ofHours(3));
        Instant logged = CREATED.plus(Duration.ofHours(25));
        checkpoints.add(new Checkpoint("orders", LABEL, "a", first, logged, "100", NOW.minus(HOUR), NOW.minus(HOUR)));

        assertThat(gaps(until(NOW.minusSeconds(10))))
                .extracting(Gap::cause, Gap::until)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(GapCause.NOT_STARTED, first));
    }

    @Test
    void shouldKnowNothingBetweenTheLastChangeOfAStreamAndTheNextStream() {
        Instant last = CREATED.plus(Duration.ofHours(20));
        checkpoints.add(mark(LABEL, "a", CREATED, last));
        checkpoints.add(mark(NEXT_LABEL, "b", NOW.minus(HOUR), NOW.minusSeconds(30)));
        stream = enabled(NEXT_LABEL);

        assertThat(gaps(until(NOW.minusSeconds(10)))).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.STREAM_DISABLED);
            assertThat(gap.from()).isEqualTo(last.plusNanos(1000));
            assertThat(gap.until()).isEqualTo(StreamName.createdAt(NEXT_LABEL));
        });
        assertThat(gaps(until(last))).isEmpty();
    }

    @Test
    void shouldKnowNothingSinceTheStreamWasDisabled() {
        Instant last = NOW.minus(HOUR);
        checkpoints.add(mark(LABEL, "a", CREATED, last));
        stream = new StreamObservation.Disabled();

        assertThat(gaps(until(NOW)))
                .extracting(Gap::cause, Gap::from, Gap::until)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        GapCause.STREAM_DISABLED, last.plusNanos(1000), Instant.MAX));
    }

    @Test
    void shouldKnowNothingOfATableThatWasNeverLogged() {
        stream = new StreamObservation.Disabled();

        assertThat(gaps(until(NOW))).extracting(Gap::cause).containsExactly(GapCause.NOT_STARTED);
    }

    @Test
    void shouldKnowAnIdleTableFromTheCreationOfItsStream() {
        stream = enabled(NEXT_LABEL, new ShardObservation.Drained("b"));

        assertThat(gaps(new TimeSpan(StreamName.createdAt(NEXT_LABEL), NOW.minusSeconds(10))))
                .isEmpty();
    }

    @Test
    void shouldKnowAnIdleTableOfWhichNothingWasLoggedForAsLongAsItsStreamKeepsRecords() {
        stream = enabled(LABEL, new ShardObservation.Drained("a"));

        assertThat(gaps(new TimeSpan(NOW.minus(Duration.ofHours(24)), NOW.minusSeconds(10))))
                .isEmpty();
        assertThat(gaps(until(NOW.minusSeconds(10)))).extracting(Gap::cause).containsExactly(GapCause.NOT_STARTED);
    }

    @Test
    void shouldNotTakeChangesForLoggedThatWaitInTheStream() {
        Instant waiting = NOW.minus(Duration.ofMinutes(2));
        checkpoints.add(mark(LABEL, "a", CREATED, NOW.minus(HOUR)));
        stream = enabled(LABEL, new ShardObservation.Pending("a", waiting), new ShardObservation.Drained("b"));

        assertThat(gaps(until(waiting))).isEmpty();
        assertThat(gaps(until(waiting.plusMillis(1)))).extracting(Gap::cause).containsExactly(GapCause.NOT_SETTLED);
    }

    @Test
    void shouldNotTakeTheLastSecondsForSettled() {
        checkpoints.add(mark(LABEL, "a", CREATED, NOW.minus(HOUR)));
        stream = enabled(LABEL, new ShardObservation.Drained("a"));

        assertThat(gaps(until(NOW.minus(LogContinuity.VISIBLE_WITHIN)))).isEmpty();
        assertThat(gaps(until(NOW))).extracting(Gap::cause).containsExactly(GapCause.NOT_SETTLED);
    }

    @Test
    void shouldNameWhatTheStreamDropped() {
        checkpoints.add(mark(LABEL, "a", CREATED, NOW.minus(HOUR)));
        stream = enabled(LABEL, new ShardObservation.Trimmed("a"));

        assertThat(gaps(until(NOW.minusSeconds(10))))
                .extracting(Gap::cause, Gap::from)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(GapCause.STREAM_TRIMMED, NOW.minus(HOUR)));
    }

    @Test
    void shouldProveNothingByCheckpointsOfSeveralLanesBeforeTheOldestRecordWouldBeGivenUp() {
        checkpoints.add(mark(LABEL, "a", CREATED, NOW.minus(HOUR)));
        stream = enabled(LABEL, new ShardObservation.Drained("a"));
        LogDelivery lanes = new LogDelivery(2, Duration.ofHours(6));

        assertThat(gaps(until(NOW.minus(Duration.ofHours(6))), lanes)).isEmpty();
        assertThat(gaps(until(NOW.minus(Duration.ofHours(5))), lanes))
                .extracting(Gap::cause)
                .containsExactly(GapCause.NOT_SETTLED);
    }

    @Test
    void shouldProveNothingByCheckpointsThatNameNoShard() {
        checkpoints.add(mark(LABEL, ChangePosition.UNNAMED_SHARD, CREATED, NOW.minus(HOUR)));

        assertThat(gaps(until(NOW.minus(Duration.ofHours(6))))).isEmpty();
        assertThat(gaps(until(NOW.minus(Duration.ofHours(5)))))
                .extracting(Gap::cause)
                .containsExactly(GapCause.NOT_SETTLED);
    }

    @Test
    void shouldNotTrustASilenceThatIsLongerThanTheStreamKeepsItsRecords() {
        Instant newest = NOW.minus(Duration.ofHours(70));
        Instant resumed = newest.plus(Duration.ofHours(30));
        String old = "2026-11-01T10:00:00.000";
        checkpoints.add(mark(old, "a", StreamName.createdAt(old), newest));
        checkpoints.add(new Checkpoint(
                "orders", old, "b", resumed.minus(HOUR), resumed, "100", NOW.minus(HOUR), NOW.minus(HOUR)));
        stream = enabled(old);

        assertThat(gaps(new TimeSpan(newest.minus(HOUR), NOW.minusSeconds(10))))
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.cause()).isEqualTo(GapCause.STREAM_TRIMMED);
                    assertThat(gap.from()).isEqualTo(newest.plusNanos(1000));
                    assertThat(gap.until()).isEqualTo(resumed.minus(Duration.ofHours(24)));
                });
    }

    @Test
    void shouldNotTrustASilenceUntilNowUnlessTheShardItselfWasLookedAt() {
        Instant newest = NOW.minus(Duration.ofHours(28));
        String old = "2026-11-01T10:00:00.000";
        checkpoints.add(mark(old, "a", StreamName.createdAt(old), newest));
        TimeSpan span = new TimeSpan(newest.minus(HOUR), NOW.minusSeconds(10));

        stream = enabled(old, new ShardObservation.Drained("a"));
        assertThat(gaps(span)).isEmpty();
        stream = enabled(old, new ShardObservation.Drained("b"));
        assertThat(gaps(span)).extracting(Gap::cause).containsExactly(GapCause.STREAM_TRIMMED);
    }

    @Test
    void shouldKnowNothingOfImagesThatTheStreamDoesNotCarry() {
        checkpoints.add(mark(LABEL, "a", CREATED, NOW.minus(HOUR)));
        stream = new StreamObservation.Enabled(LABEL, CREATED, StreamView.KEYS_ONLY, List.of());

        assertThat(gaps(until(NOW.minus(HOUR)))).extracting(Gap::cause).containsExactly(GapCause.IMAGES_MISSING);
    }

    @Test
    void shouldKnowNothingBeyondTheLogsRetention() {
        String old = "2026-01-01T10:00:00.000";
        checkpoints.add(mark(old, "a", StreamName.createdAt(old), NOW.minus(HOUR)));
        stream = enabled(old);
        Instant kept = NOW.minus(RETENTION);

        assertThat(gaps(new TimeSpan(kept, NOW.minus(HOUR)))).isEmpty();
        assertThat(gaps(new TimeSpan(kept.minusSeconds(1), NOW.minus(HOUR))))
                .extracting(Gap::cause)
                .containsExactly(GapCause.RETENTION_PASSED);
    }

    @Test
    void shouldNameRecordedGapsThatTouchTheSpan() {
        checkpoints.add(mark(LABEL, "a", CREATED, NOW.minus(HOUR)));
        Gap gap = new Gap(
                "orders", CREATED.plus(HOUR), CREATED.plus(HOUR).plusSeconds(1), GapCause.RECORDS_GIVEN_UP, "x");
        recorded.add(gap);

        assertThat(gaps(until(CREATED.plus(HOUR)))).isEmpty();
        assertThat(gaps(new TimeSpan(gap.until(), NOW.minus(HOUR)))).isEmpty();
        assertThat(gaps(until(NOW.minus(HOUR)))).containsExactly(gap);
    }

    @Test
    void shouldRefuseLanesThatLambdaDoesNotHaveAndReadItsInfiniteAge() {
        assertThatThrownBy(() -> new LogDelivery(0, HOUR)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new LogDelivery(1, Duration.ofSeconds(-1)).maximumRecordAge())
                .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void shouldLookOnlyAtShardsThatCheckpointsDoNotProve() {
        List<StreamShard> shards = List.of(
                new StreamShard("grandparent", Optional.empty(), Optional.of("50")),
                new StreamShard("parent", Optional.of("grandparent"), Optional.of("150")),
                new StreamShard("ended", Optional.empty(), Optional.of("100")),
                new StreamShard("open", Optional.of("parent"), Optional.empty()),
                new StreamShard("new", Optional.of("other"), Optional.empty()));

        assertThat(StreamShard.unproven(
                        shards,
                        List.of(
                                mark(LABEL, "parent", CREATED, NOW),
                                mark(LABEL, "ended", CREATED, NOW),
                                mark(LABEL, "open", CREATED, NOW))))
                .containsExactly("open", "new");
        assertThat(StreamShard.unproven(shards, List.of(mark(LABEL, "parent", CREATED, NOW))))
                .containsExactly("parent", "ended", "open", "new");
    }
}
