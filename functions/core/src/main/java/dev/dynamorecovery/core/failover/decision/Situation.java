package dev.dynamorecovery.core.failover.decision;

import dev.dynamorecovery.core.failover.control.Claim;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.RegionView;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.failover.vote.Votes;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that a decision looks at.
 *
 * @param target the Region that would serve; empty when the plan has none that could
 * @param votes those that are fresh at {@code now}
 * @param readiness the newest of the target
 */
record Situation(
        RecoveryPlan plan,
        ControlRecord record,
        Optional<String> target,
        Optional<KillSwitch.Stop> stop,
        Votes votes,
        Optional<ReplicaReadiness> readiness,
        Instant now) {

    /** The votes on the serving Region that count: from outside it, and not of an observer that sees nothing. */
    List<Vote> counting() {
        return votes.fromOutside(record.servingRegion()).stream()
                .filter(vote -> vote.view() != RegionView.NOT_SEEN)
                .filter(vote -> !votes.blind(vote.observer()))
                .toList();
    }

    List<Vote> counting(RegionView view) {
        return counting().stream().filter(vote -> vote.view() == view).toList();
    }

    /** The votes that have seen the serving Region out for as long as the plan asks. */
    List<Vote> outLongEnough() {
        return counting(RegionView.OUT).stream()
                .filter(vote -> vote.heldFor().compareTo(plan.failover().outFor()) >= 0)
                .toList();
    }

    /** When the first observer saw the outage begin. */
    Optional<Instant> outSince() {
        return counting(RegionView.OUT).stream().map(Vote::since).min(Comparator.naturalOrder());
    }

    /**
     * Until when the target holds what the serving Region wrote: its newest replicated heartbeat. One that comes from the
     * future measures nothing but a wrong clock.
     */
    Optional<Instant> replicatedUntil() {
        return target.flatMap(region -> votes.of(region, record.servingRegion()))
                .flatMap(vote -> Optional.ofNullable(vote.replicatedUntil()))
                .filter(until -> !until.isAfter(now.plus(plan.failover().voteFreshFor())));
    }

    /** Whether a person's planned move is under way: no outage is needed for it. */
    boolean planned() {
        Claim claim = record.claim();
        return claim != null && record.state().unfinished() && claim.purpose() == Purpose.SWITCHOVER;
    }

    /** The time whose writes stay behind: from the newest replicated heartbeat to the outage, or to now without one. */
    Optional<Duration> notReplicated() {
        return replicatedUntil()
                .map(until -> Duration.between(until, outSince().orElse(now)))
                .map(span -> span.isNegative() ? Duration.ZERO : span);
    }
}
