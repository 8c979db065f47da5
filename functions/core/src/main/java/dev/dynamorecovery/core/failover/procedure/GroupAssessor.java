package dev.dynamorecovery.core.failover.procedure;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.UnknownGroup;
import dev.dynamorecovery.core.failover.decision.Asked;
import dev.dynamorecovery.core.failover.decision.FailoverAssessment;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.failover.preflight.ReadinessReports;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Gathers what a decision looks at, and has it judged. Whatever cannot be read ends in an exception, never in a failover. */
public final class GroupAssessor {

    private final ControlRecords records;
    private final KillSwitch killSwitch;
    private final Ballots ballots;
    private final ReadinessReports readiness;
    private final InstantSource time;

    public GroupAssessor(
            ControlRecords records,
            KillSwitch killSwitch,
            Ballots ballots,
            ReadinessReports readiness,
            InstantSource time) {
        this.records = records;
        this.killSwitch = killSwitch;
        this.ballots = ballots;
        this.readiness = readiness;
        this.time = time;
    }

    /** Judges a group that nobody may have claimed yet. The group is named as its plan. */
    public FailoverDecision decide(RecoveryPlan plan, Asked asked) {
        ControlRecord record = records.read(plan.name()).orElseThrow(() -> new UnknownGroup(plan.name()));
        Optional<KillSwitch.Stop> stop = killSwitch.stopped();
        List<Vote> votes = ballots.read(plan.name());
        List<ReplicaReadiness> reports = readiness.read(plan.name());
        return FailoverAssessment.decide(plan, record, asked, stop, votes, reports, time.instant());
    }

    /** Judges again, for the one who holds the claim. */
    public FailoverDecision preflight(RecoveryPlan plan, ControlRecord claimed) {
        Optional<KillSwitch.Stop> stop = killSwitch.stopped();
        List<Vote> votes = ballots.read(plan.name());
        List<ReplicaReadiness> reports = readiness.read(plan.name());
        return FailoverAssessment.preflight(plan, claimed, stop, votes, reports, time.instant());
    }

    /** Who stopped all automation and why; empty while it may act. */
    public Optional<KillSwitch.Stop> stopped() {
        return killSwitch.stopped();
    }
}
