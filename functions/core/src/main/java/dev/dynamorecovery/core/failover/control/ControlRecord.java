package dev.dynamorecovery.core.failover.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one authority over a failover group: where writes are taken, at which epoch.
 *
 * @param epoch raised by each claim; who holds an older one may do nothing
 * @param revision raised by each change; the condition of every write
 * @param servingRegion the Region that takes writes, unless it is fenced
 * @param fencedRegions Regions that take no writes until they are proven caught up
 * @param lease how long a write gate may stay open after the start of the read that opened it. Gates and controllers
 *     take it from here, so that they cannot disagree
 * @param claim null when nothing is under way
 * @param leaseWaitSince by the claimant's clock, read after the fence was acknowledged; null outside of the wait
 * @param automationBlock null when automation may act
 * @param changedAt when it was changed, or its claimant gave a sign of life, by the clock of who did; only for people,
 *     and to tell that a controller has stopped
 * @param newest the timeline's newest entry, which tells of this revision
 */
public record ControlRecord(
        String group,
        long epoch,
        long revision,
        ControlState state,
        String servingRegion,
        Set<String> fencedRegions,
        Duration lease,
        @Nullable Claim claim,
        @Nullable Instant leaseWaitSince,
        @Nullable AutomationBlock automationBlock,
        Instant changedAt,
        TimelineEntry newest) {

    public ControlRecord {
        fencedRegions = Collections.unmodifiableSet(new TreeSet<>(fencedRegions));
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease is " + lease + ": give a positive duration such as PT10S");
        }
        if (state.unfinished() && claim == null) {
            throw new IllegalArgumentException("state " + state + " of " + group + " has no claim");
        }
    }

    /** The record of a group that is put under the suite's control. */
    public static ControlRecord first(String group, String servingRegion, Duration lease, String by, Instant now) {
        return new ControlRecord(
                group,
                1,
                1,
                ControlState.STEADY,
                servingRegion,
                Set.of(),
                lease,
                null,
                null,
                null,
                now,
                TimelineEntry.first(group, 1, now, by, Reign.told(servingRegion)));
    }

    /** The same record, whose claimant was at work at that time. */
    public ControlRecord aliveAt(Instant at) {
        return new ControlRecord(
                group,
                epoch,
                revision,
                state,
                servingRegion,
                fencedRegions,
                lease,
                claim,
                leaseWaitSince,
                automationBlock,
                at,
                newest);
    }

    /** Whether a gate of that Region may open on this record. */
    public boolean mayWrite(String region) {
        return servingRegion.equals(region) && !fencedRegions.contains(region);
    }
}
