package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.Reign;
import dev.dynamorecovery.core.failover.control.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The moment at which another Region was let to take writes: who could have made which write follows from it.
 *
 * @param left the Region that took writes before, and none after
 * @param entered the Region that takes them since
 * @param at by the clock of the controller that switched
 * @param clockTolerance by how much the stamps of the two Regions' streams, and that clock, may differ: within it of the
 *     hand-over, nobody is held not to have written
 * @param open whether the Region that was left is still fenced: it may hold writes that have not arrived. After a planned
 *     move, and once both Regions were proven equal, it holds none, but a write may still have been sent late
 */
public record HandOver(String left, String entered, Instant at, Duration clockTolerance, boolean open) {

    /**
     * Two seconds: a stream cuts its stamps to the second, and the clocks of AWS's Regions differ by far less. Between the
     * last write of the one Region and the first of the other lies more: half of the lease's margin at least.
     */
    public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /**
     * How long after the hand-over a write may arrive that was admitted before it, by a process or a network that stood
     * still in between. AWS refuses a request whose signature is older than five minutes, some of its services than
     * fifteen; a write gate admits what is signed already.
     */
    public static final Duration LATE_WITHIN = Duration.ofMinutes(15);

    /**
     * The failover that a group has not come back from.
     *
     * @return empty when no Region is fenced that has been left: nothing is to be reconciled before somebody comes back
     */
    public static Optional<HandOver> open(ControlRecord record, Timeline timeline) {
        Optional<HandOver> open =
                all(record, timeline).stream().filter(HandOver::open).findFirst();
        boolean left = record.fencedRegions().stream().anyMatch(region -> !region.equals(record.servingRegion()));
        if (left && open.isEmpty()) {
            throw new IllegalStateException("group " + record.group() + " has left " + record.fencedRegions()
                    + ", and its history does not say when: what was lost is not known");
        }
        return open;
    }

    /** Every hand-over of a group, the first one first. */
    public static List<HandOver> all(ControlRecord record, Timeline timeline) {
        List<Reign> reigns = timeline.reigns(record.revision());
        List<HandOver> all = new ArrayList<>();
        for (int next = 1; next < reigns.size(); next++) {
            String left = reigns.get(next - 1).region();
            Reign entered = reigns.get(next);
            boolean last = next == reigns.size() - 1;
            boolean open = last && record.fencedRegions().contains(left);
            all.add(new HandOver(left, entered.region(), entered.since(), CLOCK_TOLERANCE, open));
        }
        return all;
    }

    /** When the last write may have arrived that the Region which was left had admitted. */
    public Instant lateUntil() {
        return at.plus(LATE_WITHIN).plus(clockTolerance);
    }

    /** Whether the Region may have taken a write that bears this stamp, if nobody was late. */
    boolean mayWrite(String region, Instant stamp) {
        return region.equals(left) ? !stamp.isAfter(at.plus(clockTolerance)) : !longBefore(stamp);
    }

    /** Whether the Region is the one that took writes then, were all clocks right. */
    boolean tookWritesAt(String region, Instant stamp) {
        return region.equals(stamp.isBefore(at) ? left : entered);
    }

    /** Whether a write that bears this stamp may have been taken late by the Region that was left. */
    boolean mayBeLate(Instant stamp) {
        return !longBefore(stamp) && !stamp.isAfter(lateUntil());
    }

    /** Whether both Regions may have been writing before that, in no case. */
    boolean longBefore(Instant stamp) {
        return stamp.isBefore(at.minus(clockTolerance));
    }
}
