package dev.dynamorecovery.core.plan;

import java.time.Duration;

/**
 * How a group fails over. The times make up the RTO: see {@code core.failover.measure.RtoBudget}.
 *
 * @param outFor how long observers have to see a Region out without a break; 45 seconds at least, for a partition of 43
 *     seconds that was taken for an outage has cost others a day (GitHub, 2018)
 * @param probeInterval from the start of one probe to the next
 * @param probeTimeout how long a probe waits for an answer
 * @param voteFreshFor how old a vote may be and still count
 * @param targetHealthyFor how long the target has to have been seen well without a break
 * @param readinessFreshFor how old the last proof may be that the target's replica is active and can take the load
 * @param lease how long a write gate may stay open after the read that opened it; taken over into the control record
 *     when the group is enrolled
 * @param leaseMargin how much longer the controller waits than the lease: longer than any write may be under way
 * @param unfinishedAfter how long a controller may be silent in the middle of a failover before another goes on
 * @param approvalTimeout how long a request for approval stays open
 * @param traffic what leads the application's name to the serving Region
 */
public record FailoverPlan(
        Duration outFor,
        Duration probeInterval,
        Duration probeTimeout,
        Duration voteFreshFor,
        Duration targetHealthyFor,
        Duration readinessFreshFor,
        Duration lease,
        Duration leaseMargin,
        Duration unfinishedAfter,
        Duration approvalTimeout,
        TrafficMethod traffic) {

    /** The shortest row of failed probes that may count as an outage. */
    public static final Duration SHORTEST_OUTAGE = Duration.ofSeconds(45);

    /** What a plan gets that says nothing else. */
    public static final FailoverPlan DEFAULT = new FailoverPlan(
            SHORTEST_OUTAGE,
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(15),
            TrafficMethod.HEALTH_CHECK);

    public FailoverPlan {
        if (outFor.compareTo(SHORTEST_OUTAGE) < 0) {
            throw new InvalidPlan(
                    "failover.outFor", outFor, "give PT45S or more: a shorter blip must not move the group");
        }
        positive("probeInterval", probeInterval);
        positive("probeTimeout", probeTimeout);
        positive("lease", lease);
        positive("leaseMargin", leaseMargin);
        positive("targetHealthyFor", targetHealthyFor);
        positive("readinessFreshFor", readinessFreshFor);
        if (approvalTimeout.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new InvalidPlan(
                    "failover.approvalTimeout", approvalTimeout, "give PT1M or more: a person has to read and answer");
        }
        if (voteFreshFor.compareTo(probeInterval.plus(probeTimeout).multipliedBy(2)) < 0) {
            throw new InvalidPlan(
                    "failover.voteFreshFor",
                    voteFreshFor,
                    "give at least twice probeInterval + probeTimeout, or a single late probe silences an observer");
        }
        if (unfinishedAfter.compareTo(lease.plus(leaseMargin).multipliedBy(2)) < 0) {
            throw new InvalidPlan(
                    "failover.unfinishedAfter",
                    unfinishedAfter,
                    "give at least twice lease + leaseMargin, or a controller that waits is taken for one that stopped");
        }
    }

    /** How often an execution that waits says that it is at work: three such signs may be lost. */
    public Duration keepAliveEvery() {
        return unfinishedAfter.dividedBy(4);
    }

    /** The longest pause between two probes of one unbroken row: three intervals, for a function's start is late at times. */
    public Duration longestPause() {
        return probeInterval.multipliedBy(3).plus(probeTimeout);
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new InvalidPlan("failover." + field, value, "give a positive duration such as PT10S");
        }
    }
}
