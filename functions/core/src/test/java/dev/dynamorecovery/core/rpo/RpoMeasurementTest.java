package dev.dynamorecovery.core.rpo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RpoMeasurementTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration OBJECTIVE = Duration.ofMinutes(5);

    /** What is seen, and the recovery point in seconds that it means; negative where it means none. */
    static Stream<Arguments> table() {
        var beat7 = beat(7, 55);
        return Stream.of(
                row("all is logged", seen(beat7, logged(7, 55, 43)), 12),
                row("all is logged, at once", seen(beat7, logged(7, 55, 55)), 1),
                row("the newest heartbeat is on its way", seen(beat7, logged(6, 115, 103)), 115),
                row("heartbeats stopped to arrive", seen(beat7, logged(2, 355, 350)), 355),
                row("a change waits", seen(beat7, logged(7, 55, 43), gap(GapCause.NOT_SETTLED, 90, 0)), 90),
                row(
                        "the heartbeat waits longer",
                        seen(beat7, logged(6, 115, 103), gap(GapCause.NOT_SETTLED, 90, 0)),
                        115),
                row("the stream is off", seen(beat7, logged(7, 55, 43), openGap(GapCause.STREAM_DISABLED, 400)), 400),
                row("images are missing", seen(beat7, logged(7, 55, 43), openGap(GapCause.IMAGES_MISSING, 30)), 30),
                row("a gap is over", seen(beat7, logged(7, 55, 43), gap(GapCause.STREAM_DISABLED, 400, 300)), 12),
                row(
                        "two gaps",
                        seen(
                                beat7,
                                logged(7, 55, 43),
                                gap(GapCause.NOT_SETTLED, 20, 0),
                                openGap(GapCause.STREAM_DISABLED, 70)),
                        70),
                row(
                        "no heartbeat is planned",
                        new RpoObservation(Optional.empty(), Optional.empty(), checkpoints(), List.of()),
                        8),
                row("it never began", seen(beat7, logged(7, 55, 43), gap(GapCause.NOT_STARTED, 400, 0)), -1),
                row(
                        "no heartbeat ever arrived",
                        new RpoObservation(Optional.of(beat7), Optional.empty(), checkpoints(), List.of()),
                        -1),
                row(
                        "nothing was logged",
                        new RpoObservation(Optional.of(beat7), Optional.empty(), List.of(), List.of()),
                        -1),
                row("clocks disagree", seen(beat7, logged(7, 55, 58)), -1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void shouldTellHowMuchWouldBeLost(String situation, RpoObservation seen, int seconds) {
        var result = RpoMeasurement.measure(seen, OBJECTIVE, NOW);

        assertThat(result.reason()).isNotBlank();
        switch (result) {
            case RpoResult.WithinObjective within -> {
                assertThat(within.rpoAchieved()).isEqualTo(Duration.ofSeconds(seconds));
                assertThat(seconds).isLessThanOrEqualTo(300);
            }
            case RpoResult.OverObjective over -> {
                assertThat(over.rpoAchieved()).isEqualTo(Duration.ofSeconds(seconds));
                assertThat(seconds).isGreaterThan(300);
            }
            case RpoResult.Unknown unknown ->
                assertThat(seconds).as(unknown.reason()).isNegative();
        }
    }

    @Test
    void shouldNameWhatIsNotLogged() {
        assertThat(RpoMeasurement.measure(
                                seen(beat(7, 55), logged(7, 55, 43), openGap(GapCause.STREAM_DISABLED, 400)),
                                OBJECTIVE,
                                NOW)
                        .reason())
                .isEqualTo("unknown from 2026-03-01T09:53:20Z to now: because");
        assertThat(RpoMeasurement.measure(seen(beat(7, 55), logged(2, 355, 350)), OBJECTIVE, NOW)
                        .reason())
                .contains("heartbeat 7 of 2026-03-01T09:59:05Z", "2 of 2026-03-01T09:54:05Z");
    }

    /** Whatever else is seen: a change known not to be logged is never younger than what is reported. */
    @Property
    void shouldNeverReportLessThanTheAgeOfWhatIsNotLogged(
            @ForAll @IntRange(min = 0, max = 100_000) int gapAge,
            @ForAll @IntRange(min = 0, max = 100_000) int committedAge,
            @ForAll @IntRange(min = 0, max = 100_000) int loggedAge,
            @ForAll @IntRange(min = 0, max = 1_000) int lag,
            @ForAll GapCause cause) {
        Assume.that(loggedAge >= committedAge);
        var result = RpoMeasurement.measure(
                seen(beat(9, committedAge), logged(8, loggedAge, Math.max(0, loggedAge - lag)), openGap(cause, gapAge)),
                OBJECTIVE,
                NOW);

        switch (result) {
            case RpoResult.WithinObjective within ->
                assertThat(within.rpoAchieved())
                        .isPositive()
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(gapAge))
                        .isLessThanOrEqualTo(OBJECTIVE);
            case RpoResult.OverObjective over ->
                assertThat(over.rpoAchieved())
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(gapAge))
                        .isGreaterThan(OBJECTIVE);
            case RpoResult.Unknown unknown ->
                assertThat(cause).as(unknown.reason()).isEqualTo(GapCause.NOT_STARTED);
        }
    }

    @ParameterizedTest
    @EnumSource(GapCause.class)
    void shouldNeverTakeAnOpenGapOfTenMinutesForGood(GapCause cause) {
        assertThat(RpoMeasurement.measure(seen(beat(7, 55), logged(7, 55, 43), openGap(cause, 600)), OBJECTIVE, NOW))
                .isNotInstanceOf(RpoResult.WithinObjective.class);
    }

    private static Arguments row(String situation, RpoObservation seen, int seconds) {
        return Arguments.of(situation, seen, seconds);
    }

    private static RpoObservation seen(Heartbeat committed, LoggedHeartbeat logged, Gap... gaps) {
        return new RpoObservation(Optional.of(committed), Optional.of(logged), checkpoints(), List.of(gaps));
    }

    private static Heartbeat beat(long beat, int secondsAgo) {
        return new Heartbeat(beat, ago(secondsAgo));
    }

    private static LoggedHeartbeat logged(long beat, int writtenSecondsAgo, int loggedSecondsAgo) {
        return new LoggedHeartbeat(beat(beat, writtenSecondsAgo), ago(loggedSecondsAgo));
    }

    private static Gap openGap(GapCause cause, int fromSecondsAgo) {
        return new Gap("orders", ago(fromSecondsAgo), Instant.MAX, cause, "because");
    }

    private static Gap gap(GapCause cause, int fromSecondsAgo, int untilSecondsAgo) {
        return new Gap("orders", ago(fromSecondsAgo), ago(untilSecondsAgo), cause, "because");
    }

    private static List<Checkpoint> checkpoints() {
        return List.of(
                new Checkpoint("orders", "s", "1", ago(900), ago(890), "17", ago(500), ago(400)),
                new Checkpoint("orders", "s", "2", ago(900), ago(890), "18", ago(20), ago(12)));
    }

    private static Instant ago(int seconds) {
        return NOW.minusSeconds(seconds);
    }
}
