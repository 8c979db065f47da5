package dev.dynamorecovery.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteLeaseTest {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final LeaseTerms TERMS = new LeaseTerms("us-east-1", LEASE, Duration.ofMillis(2500));
    private static final Instant WALL = Instant.parse("2026-11-22T03:00:00Z");
    private static final WriteLease CLOSED = WriteLease.closed(TERMS);

    @Test
    void shouldBeClosedBeforeTheFirstRead() {
        assertThat(CLOSED.openAt(at(0))).isFalse();
        assertThat(CLOSED.renewalInterval()).isEqualTo(LEASE.dividedBy(3));
    }

    @Test
    void shouldBeOpenFromTheReadsStartForTheLeaseAndNotLonger() {
        WriteLease lease = CLOSED.renewedBy(serving(1000, 2, LEASE));

        assertThat(lease.openAt(at(1000))).isTrue();
        assertThat(lease.openAt(at(10_999))).isTrue();
        assertThat(lease.openAt(at(11_000))).isFalse();
        assertThat(lease.leftAt(at(4000))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void shouldKeepToTheShorterOfItsOwnAndTheRecordsLease() {
        assertThat(CLOSED.renewedBy(serving(0, 2, Duration.ofSeconds(4))).openAt(at(4000)))
                .isFalse();
        assertThat(CLOSED.renewedBy(serving(0, 2, Duration.ofSeconds(60))).openAt(at(10_000)))
                .isFalse();
    }

    @Test
    void shouldCloseAtOnceWhenARecordIsReadThatNamesAnotherRegionOrFencesThisOne() {
        WriteLease open = CLOSED.renewedBy(serving(0, 2, LEASE));

        assertThat(open.renewedBy(reading(1, 3, "us-east-2", Set.of())).openAt(at(2)))
                .isFalse();
        assertThat(open.renewedBy(reading(1, 3, "us-east-1", Set.of("us-east-1")))
                        .openAt(at(2)))
                .isFalse();
        assertThat(open.renewedBy(reading(1, 3, "us-east-1", Set.of("us-east-2")))
                        .openAt(at(2)))
                .isTrue();
    }

    @Test
    void shouldNotLetALateAnswerOpenWhatANewerReadHasClosed() {
        WriteLease fenced =
                CLOSED.renewedBy(serving(0, 2, LEASE)).renewedBy(reading(200, 2, "us-east-1", Set.of("us-east-1")));

        assertThat(fenced.renewedBy(serving(100, 2, LEASE)).openAt(at(300))).isFalse();
        assertThat(fenced.renewedBy(serving(400, 1, LEASE)).openAt(at(500)))
                .as("an older epoch")
                .isFalse();
    }

    @Test
    void shouldRunOutWhileTheMachineIsSuspendedThoughItsMonotonicClockStoodStill() {
        WriteLease lease = CLOSED.renewedBy(serving(0, 2, LEASE));

        assertThat(lease.openAt(new Moment(Duration.ofSeconds(1).toNanos(), WALL.plusSeconds(10))))
                .isFalse();
    }

    @Test
    void shouldRunOutThoughTheWallClockWasPutBack() {
        WriteLease lease = CLOSED.renewedBy(serving(0, 2, LEASE));

        assertThat(lease.openAt(new Moment(Duration.ofSeconds(10).toNanos(), WALL.minusSeconds(3600))))
                .isFalse();
    }

    @Test
    void shouldNotTakeAnAnswerForAnAcknowledgementThatComesAfterTheAttemptsTime() {
        assertThat(CLOSED.countsAsAcknowledged(at(0), at(2500))).isTrue();
        assertThat(CLOSED.countsAsAcknowledged(at(0), at(2501))).isFalse();
    }

    @Test
    void shouldWorkAcrossTheOverflowOfTheMonotonicClock() {
        Moment start = new Moment(Long.MAX_VALUE - 5, WALL);
        WriteLease lease = CLOSED.renewedBy(new ControlReading(start, 2, "us-east-1", Set.of(), LEASE));

        assertThat(lease.openAt(new Moment(Long.MIN_VALUE + 1_000_000, WALL))).isTrue();
        assertThat(lease.openAt(new Moment(Long.MIN_VALUE + LEASE.toNanos(), WALL)))
                .isFalse();
    }

    @Test
    void shouldRefuseTermsThatPromiseNothing() {
        assertThatThrownBy(() -> new LeaseTerms("us-east-1", Duration.ZERO, LEASE))
                .hasMessageContaining("longestLease");
        assertThatThrownBy(() -> new LeaseTerms("us-east-1", LEASE, Duration.ZERO))
                .hasMessageContaining("attemptTimeout");
        assertThatThrownBy(() -> new LeaseTerms(" ", LEASE, LEASE)).hasMessageContaining("region");
    }

    private static Moment at(long millis) {
        return new Moment(Duration.ofMillis(millis).toNanos(), WALL.plusMillis(millis));
    }

    private static ControlReading serving(long millis, long epoch, Duration lease) {
        return new ControlReading(at(millis), epoch, "us-east-1", Set.of(), lease);
    }

    private static ControlReading reading(long millis, long epoch, String serving, Set<String> fenced) {
        return new ControlReading(at(millis), epoch, serving, fenced, LEASE);
    }
}
