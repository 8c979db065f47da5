package dev.dynamorecovery.core.failover.decision;

import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.SamplePlans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A situation to be judged: the serving Region is out and everything speaks for a failover, until a test changes it. */
final class FailoverCase {

    static final String PRIMARY = "us-east-1";
    static final String STANDBY = "us-east-2";
    static final String WITNESS = "us-west-2";
    static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    static final Probe WELL = new Probe.Succeeded(Duration.ofMillis(9));
    static final Probe FAILED = new Probe.Failed(ProbeFailure.TIMEOUT);
    static final Probe NOT_SEEN = new Probe.NotSeen("throttled");

    RecoveryPlan plan = SamplePlans.orders();
    ControlRecord record = ControlRecord.first("orders", PRIMARY, Duration.ofSeconds(10), "ada", NOW.minusSeconds(999));
    Asked asked = Asked.byMachine();
    Optional<KillSwitch.Stop> stop = Optional.empty();
    final List<Vote> votes = new ArrayList<>();
    final List<ReplicaReadiness> readiness = new ArrayList<>();

    FailoverCase() {
        vote(STANDBY, PRIMARY, FAILED, WELL, Duration.ofSeconds(45));
        vote(WITNESS, PRIMARY, FAILED, WELL, Duration.ofSeconds(45));
        vote(STANDBY, WITNESS, WELL, WELL, Duration.ofMinutes(5));
        vote(WITNESS, STANDBY, WELL, WELL, Duration.ofSeconds(30));
        vote(STANDBY, STANDBY, WELL, WELL, Duration.ofSeconds(30));
        ready(true, true, NOW.minus(Duration.ofHours(1)));
    }

    FailoverDecision decide() {
        return FailoverAssessment.decide(plan, record, asked, stop, votes, readiness, NOW);
    }

    FailoverDecision preflight() {
        return FailoverAssessment.preflight(plan, record, stop, votes, readiness, NOW);
    }

    /** A vote that was cast a moment ago and has held for that long. */
    FailoverCase vote(String observer, String subject, Probe dataPlane, Probe application, Duration heldFor) {
        return vote(observer, subject, dataPlane, application, heldFor, NOW, NOW.minusSeconds(46));
    }

    FailoverCase vote(
            String observer,
            String subject,
            Probe dataPlane,
            Probe application,
            Duration heldFor,
            Instant at,
            Instant replicatedUntil) {
        votes.removeIf(
                vote -> vote.observer().equals(observer) && vote.subject().equals(subject));
        Vote first = new Observation("orders", observer, subject, at.minus(heldFor), dataPlane, application, null)
                .following(Optional.empty(), Duration.ofDays(1));
        votes.add(new Observation("orders", observer, subject, at, dataPlane, application, replicatedUntil)
                .following(Optional.of(first), Duration.ofDays(1)));
        return this;
    }

    FailoverCase withoutVotesOf(String observer) {
        votes.removeIf(vote -> vote.observer().equals(observer));
        return this;
    }

    FailoverCase ready(boolean active, boolean able, Instant at) {
        readiness.clear();
        readiness.add(new ReplicaReadiness("orders", STANDBY, active, able, "capacity 5 of 500", at));
        return this;
    }

    /** Carries commands out on the record, as of a time that many seconds ago. */
    FailoverCase after(long secondsAgo, ControlCommand... commands) {
        for (ControlCommand command : commands) {
            record = ((Transition.Applied) new ControlTransitions(Duration.ofSeconds(5))
                            .apply(record, command, NOW.minusSeconds(secondsAgo)))
                    .after();
        }
        return this;
    }
}
