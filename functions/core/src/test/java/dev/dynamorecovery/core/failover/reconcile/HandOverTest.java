package dev.dynamorecovery.core.failover.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.control.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandOverTest {

    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

    private final ControlTransitions transitions = new ControlTransitions(Duration.ofSeconds(5));
    private final List<TimelineEntry> entries = new ArrayList<>();
    private ControlRecord record =
            ControlRecord.first("orders", "us-east-1", Duration.ofSeconds(10), "somebody", START);

    HandOverTest() {
        entries.add(record.newest());
    }

    private void apply(ControlCommand command, int second) {
        Transition transition = transitions.apply(record, command, START.plusSeconds(second));
        assertThat(transition).isInstanceOf(Transition.Applied.class);
        record = ((Transition.Applied) transition).after();
        entries.add(record.newest());
    }

    private void failOver() {
        apply(new ControlCommand.TakeClaim(1, "c", "orders-1", Purpose.FAILOVER, "us-east-2", true, null), 1);
        apply(new ControlCommand.Fence(2, "c"), 2);
        apply(new ControlCommand.StartLeaseWait(2, "c"), 3);
        apply(new ControlCommand.Switch(2, "c", null), 20);
        apply(new ControlCommand.Conclude(2, "c", true, ""), 30);
    }

    @Test
    void shouldTellWhoTookWritesUntilAndSinceWhen() {
        failOver();

        assertThat(HandOver.open(record, new Timeline(entries)))
                .contains(
                        new HandOver("us-east-1", "us-east-2", START.plusSeconds(20), HandOver.CLOCK_TOLERANCE, true));
    }

    @Test
    void shouldTellTheSameWhileTheWayBackIsUnderWay() {
        failOver();
        apply(new ControlCommand.Acknowledge(2, "person"), 40);
        apply(new ControlCommand.TakeClaim(2, "b", "back", Purpose.SWITCHOVER, "us-east-1", false, null), 50);
        apply(new ControlCommand.Fence(3, "b"), 51);

        assertThat(HandOver.open(record, new Timeline(entries)))
                .hasValueSatisfying(handOver -> assertThat(handOver.left()).isEqualTo("us-east-1"));
    }

    @Test
    void shouldTellOfNoneBeforeAFailoverAndAfterTheWayBack() {
        assertThat(HandOver.open(record, new Timeline(entries))).isEmpty();

        failOver();
        apply(new ControlCommand.Acknowledge(2, "person"), 40);
        apply(new ControlCommand.Unfence(2, "person", "us-east-1", "both digests are equal"), 50);

        assertThat(HandOver.open(record, new Timeline(entries))).isEmpty();
    }

    @Test
    void shouldKnowEveryHandOverOnceBothRegionsAreEqualAgain() {
        failOver();
        apply(new ControlCommand.Acknowledge(2, "person"), 40);
        apply(new ControlCommand.TakeClaim(2, "b", "back", Purpose.SWITCHOVER, "us-east-1", false, null), 50);
        apply(new ControlCommand.Fence(3, "b"), 51);
        apply(new ControlCommand.StartLeaseWait(3, "b"), 52);
        ControlRecord before = record;
        apply(new ControlCommand.Switch(3, "b", "equal digests"), 70);

        List<HandOver> both = List.of(
                new HandOver("us-east-1", "us-east-2", START.plusSeconds(20), HandOver.CLOCK_TOLERANCE, false),
                new HandOver("us-east-2", "us-east-1", START.plusSeconds(70), HandOver.CLOCK_TOLERANCE, false));
        assertThat(HandOver.all(record, new Timeline(entries))).isEqualTo(both);
        assertThat(HandOver.open(record, new Timeline(entries))).isEmpty();
        // A history that was read after its record says more than the record.
        assertThat(HandOver.all(before, new Timeline(entries)))
                .containsExactly(
                        new HandOver("us-east-1", "us-east-2", START.plusSeconds(20), HandOver.CLOCK_TOLERANCE, true));
    }

    @Test
    void shouldNotTakeAFencedRegionForNoneWhereTheHistoryDoesNotSayWhenItWasLeft() {
        failOver();
        Timeline withoutTheSwitch = new Timeline(entries.subList(0, 3));

        assertThatThrownBy(() -> HandOver.open(record, withoutTheSwitch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("us-east-1")
                .hasMessageContaining("does not say when");
    }
}
