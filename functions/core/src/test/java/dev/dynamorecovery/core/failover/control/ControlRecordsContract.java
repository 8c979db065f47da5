package dev.dynamorecovery.core.failover.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.failover.control.ControlCommand.Fence;
import dev.dynamorecovery.core.failover.control.ControlCommand.TakeClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every keeper of control records does, the fake and the real one. */
public interface ControlRecordsContract {

    /** When the contract's changes are made. */
    Instant AT = Instant.parse("2026-11-22T03:00:00.123456789Z");

    /** The group's first record. */
    ControlRecord FIRST = ControlRecord.first("orders", "us-east-1", Duration.ofSeconds(10), "ada", AT);

    /** An empty keeper; the same one throughout a test. */
    ControlRecords records() throws Exception;

    /** Replaces as {@link ControlRecords#replace} does, in a process that dies before the record itself is written. */
    void replaceAndDieBetweenTheWrites(ControlRecord before, ControlRecord after) throws Exception;

    @Test
    default void shouldKnowNothingOfAGroupThatNobodyEnrolled() throws Exception {
        assertThat(records().read("orders")).isEmpty();
        assertThat(records().timeline("orders").entries()).isEmpty();
        assertThat(records().replace(FIRST, claimed("a"))).isFalse();
        assertThat(records().read("orders")).isEmpty();
    }

    @Test
    default void shouldCreateARecordOnce() throws Exception {
        ControlRecord other = ControlRecord.first("orders", "us-east-2", Duration.ofSeconds(10), "bob", AT);

        assertThat(records().create(FIRST)).isTrue();
        assertThat(records().create(other)).isFalse();
        assertThat(records().read("orders")).contains(FIRST);
    }

    @Test
    default void shouldGiveARecordBackAsItWasWritten() throws Exception {
        ControlRecord claimed = claimed("a");
        ControlRecord fenced = applied(claimed, new Fence(2, "us-east-2/a"));
        records().create(FIRST);

        assertThat(records().replace(FIRST, claimed)).isTrue();
        assertThat(records().read("orders")).contains(claimed);
        assertThat(records().replace(claimed, fenced)).isTrue();
        assertThat(records().read("orders")).contains(fenced);
    }

    @Test
    default void shouldRefuseAWriteThatAnotherHasOvertaken() throws Exception {
        records().create(FIRST);
        records().replace(FIRST, claimed("a"));

        assertThat(records().replace(FIRST, claimed("b"))).isFalse();
        assertThat(records().read("orders")).contains(claimed("a"));
        assertThat(records().timeline("orders").entries())
                .containsExactly(FIRST.newest(), claimed("a").newest());
    }

    @Test
    default void shouldRefuseAWriteUnderAnotherEpochOfTheSameRevision() throws Exception {
        records().create(FIRST);
        ControlRecord elsewhere = new ControlRecord(
                "orders",
                7,
                1,
                ControlState.STEADY,
                "us-east-1",
                FIRST.fencedRegions(),
                FIRST.lease(),
                null,
                null,
                null,
                AT,
                FIRST.newest());

        assertThat(records().replace(elsewhere, claimed("a"))).isFalse();
        assertThat(records().read("orders")).contains(FIRST);
    }

    @Test
    default void shouldLetOneOfManyWinARace() throws Exception {
        records().create(FIRST);
        ControlRecords records = records();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> racers = IntStream.range(0, 8)
                    .mapToObj(racer -> (Callable<Boolean>) () -> records.replace(FIRST, claimed("racer-" + racer)))
                    .toList();
            int winners = 0;
            for (Future<Boolean> racer : threads.invokeAll(racers)) {
                winners += racer.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(records.timeline("orders")
                        .firstBreak(records.read("orders").orElseThrow().newest()))
                .isEmpty();
    }

    @Test
    default void shouldLeaveNoHoleInTheHistoryWhenAProcessDiesBetweenTheWrites() throws Exception {
        ControlRecord claimed = claimed("a");
        records().create(FIRST);

        replaceAndDieBetweenTheWrites(FIRST, claimed);
        assertThat(records().read("orders")).contains(FIRST);
        assertThat(records().timeline("orders").entries()).containsExactly(FIRST.newest());

        assertThat(records().replace(FIRST, claimed)).isTrue();
        replaceAndDieBetweenTheWrites(claimed, applied(claimed, new Fence(2, "us-east-2/a")));
        assertThat(records().replace(claimed, applied(claimed, new Fence(2, "us-east-2/a"))))
                .isTrue();
        Timeline timeline = records().timeline("orders");
        assertThat(timeline.entries()).extracting(TimelineEntry::event).containsExactly("Enrol", "TakeClaim", "Fence");
        assertThat(timeline.firstBreak(records().read("orders").orElseThrow().newest()))
                .isEmpty();
    }

    @Test
    default void shouldNoteASignOfLifeWithoutAChange() throws Exception {
        ControlRecord claimed = claimed("a");
        records().create(FIRST);
        records().replace(FIRST, claimed);
        Timeline history = records().timeline("orders");

        assertThat(records().keepAlive(claimed, AT.plusSeconds(15))).isTrue();
        assertThat(records().keepAlive(claimed, AT.plusSeconds(30))).isTrue();

        assertThat(records().read("orders")).contains(claimed.aliveAt(AT.plusSeconds(30)));
        assertThat(records().timeline("orders")).isEqualTo(history);
        assertThat(records().replace(claimed, applied(claimed, new Fence(2, "us-east-2/a"))))
                .isTrue();
        assertThat(records().keepAlive(claimed, AT.plusSeconds(45))).isFalse();
        assertThat(records().read("orders").orElseThrow().state()).isEqualTo(ControlState.FENCED);
    }

    @Test
    default void shouldNoteNoSignOfLifeUnderAnotherEpoch() throws Exception {
        records().create(FIRST);

        assertThat(records().keepAlive(claimed("a"), AT.plusSeconds(15))).isFalse();
        assertThat(records().read("orders")).contains(FIRST);
    }

    @Test
    default void shouldKeepGroupsApart() throws Exception {
        ControlRecord users = ControlRecord.first("users", "us-east-1", Duration.ofSeconds(10), "ada", AT);
        records().create(FIRST);
        records().create(users);
        records().replace(FIRST, claimed("a"));

        assertThat(records().read("users")).contains(users);
        assertThat(records().timeline("users").entries()).containsExactly(users.newest());
    }

    private static ControlRecord claimed(String execution) {
        return applied(
                FIRST,
                new TakeClaim(
                        1,
                        "us-east-2/" + execution,
                        "orders-1",
                        Purpose.FAILOVER,
                        "us-east-2",
                        false,
                        new NamedOverride("ada", "I have seen it")));
    }

    private static ControlRecord applied(ControlRecord record, ControlCommand command) {
        Transition transition = new ControlTransitions(Duration.ofSeconds(5)).apply(record, command, AT);
        return ((Transition.Applied) transition).after();
    }
}
