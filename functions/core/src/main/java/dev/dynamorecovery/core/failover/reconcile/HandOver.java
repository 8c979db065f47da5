package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The moment at which a failover let another Region take writes: who could have made which write follows from it.
 *
 * @param left the Region that took writes before, and none after
 * @param entered the Region that takes them since
 * @param at by the clock of the controller that switched
 * @param clockTolerance by how much the stamps of the two Regions' streams, and that clock, may differ: within it of the
 *     hand-over, nobody is held not to have written
 */
public record HandOver(String left, String entered, Instant at, Duration clockTolerance) {

    /**
     * Two seconds: a stream cuts its stamps to the second, and the clocks of AWS's Regions differ by far less. Between the
     * last write of the one Region and the first of the other lies more: half of the lease's margin at least.
     */
    public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private static final String SWITCH = "Switch";

    /**
     * The failover that a group has not come back from.
     *
     * @return empty when no Region is fenced that has been left: nothing is to be reconciled
     */
    public static Optional<HandOver> of(ControlRecord record, Timeline timeline) {
        Optional<String> left = record.fencedRegions().stream()
                .filter(region -> !region.equals(record.servingRegion()))
                .findFirst();
        List<Instant> switches = timeline.entries().stream()
                .filter(entry -> entry.event().equals(SWITCH))
                .map(TimelineEntry::at)
                .toList();
        return left.filter(region -> !switches.isEmpty())
                .map(region -> new HandOver(region, record.servingRegion(), switches.getLast(), CLOCK_TOLERANCE));
    }

    /** Whether the Region may have taken a write that bears this stamp. */
    boolean mayWrite(String region, Instant stamp) {
        return region.equals(left)
                ? !stamp.isAfter(at.plus(clockTolerance))
                : !stamp.isBefore(at.minus(clockTolerance));
    }

    /** Whether the Region is the one that took writes then, were all clocks right. */
    boolean tookWritesAt(String region, Instant stamp) {
        return region.equals(stamp.isBefore(at) ? left : entered);
    }

    /** Whether both Regions may have been writing before that, in no case. */
    boolean longBefore(Instant stamp) {
        return stamp.isBefore(at.minus(clockTolerance));
    }
}
