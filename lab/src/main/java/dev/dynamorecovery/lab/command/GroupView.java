package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.failover.approval.PendingApproval;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.decision.Asked;
import dev.dynamorecovery.core.failover.decision.FailoverAssessment;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A failover group as it stands at one moment: what the control table says, and what a machine would decide on it now.
 *
 * @param approval what waits for a person's word, while it does
 */
record GroupView(
        RecoveryPlan plan,
        ControlRecord record,
        Timeline timeline,
        List<Vote> votes,
        List<ReplicaReadiness> readiness,
        Optional<KillSwitch.Stop> stop,
        Optional<PendingApproval> approval,
        FailoverDecision decision,
        Instant now) {

    /** Reads all of a group; empty when nobody has put it under the suite's control. */
    static Optional<GroupView> read(RecoveryPlan plan, GroupStack stack, Instant now) {
        String group = plan.name();
        return stack.records().read(group).map(record -> {
            Optional<KillSwitch.Stop> stop = stack.killSwitch().stopped();
            List<Vote> votes = stack.ballots().read(group);
            List<ReplicaReadiness> readiness = stack.readiness().read(group);
            return new GroupView(
                    plan,
                    record,
                    stack.records().timeline(group),
                    votes,
                    readiness,
                    stop,
                    stack.approvals().find(group).filter(request -> now.isBefore(request.expiresAt())),
                    FailoverAssessment.decide(plan, record, Asked.byMachine(), stop, votes, readiness, now),
                    now);
        });
    }

    /** Whether the history can be believed; if not, why. */
    Optional<Timeline.Break> historyBreak() {
        return timeline.firstBreak(record.newest());
    }

    /** What waits for a person, each with the command that does it. */
    List<ToDo> toDo() {
        String group = plan.name();
        List<ToDo> list = new ArrayList<>();
        stop.ifPresent(found -> list.add(new ToDo(
                "all automation was stopped by " + found.by() + " at " + found.at() + ": " + found.reason(),
                "./recovery stop-automation --release --by NAME")));
        approval.ifPresent(request -> list.add(new ToDo(
                "the move of " + request.incident() + " to " + request.target() + " waits for approval until "
                        + request.expiresAt(),
                "./recovery approve " + group + " --incident " + request.incident()
                        + " --code CODE-OF-THE-MESSAGE --by NAME")));
        if (record.state() == ControlState.AWAITING_ACKNOWLEDGEMENT || record.automationBlock() != null) {
            list.add(new ToDo(
                    record.automationBlock() == null
                            ? "the last move waits for an acknowledgement"
                            : "automation waits for an acknowledgement since "
                                    + record.automationBlock().since() + ": "
                                    + record.automationBlock().reason(),
                    "./recovery ack " + group + " --by NAME"));
        }
        for (String fenced : record.fencedRegions()) {
            if (!record.state().unfinished()) {
                list.add(new ToDo(
                        fenced + " takes no writes until it is proven caught up",
                        "./recovery lost-writes " + group + ", then ./recovery failback " + group + " --to " + fenced));
            }
        }
        historyBreak()
                .ifPresent(found -> list.add(new ToDo(
                        "the history cannot be believed from revision " + found.revision() + " on: " + found.reason(),
                        "docs/runbooks/failover.md, 'The history is broken'")));
        return list;
    }

    /** What a script has to know: whether something is under way, or waits for a person. */
    ExitCode exitCode() {
        if (record.state().unfinished()) {
            return ExitCode.RUNNING;
        }
        return toDo().isEmpty() ? ExitCode.OK : ExitCode.ATTENTION;
    }

    /** The newest vote on a Region of each observer outside it. */
    List<Vote> votesOn(String region) {
        return votes.stream()
                .filter(vote -> vote.subject().equals(region))
                .filter(vote -> !vote.observer().equals(region))
                .toList();
    }

    /** The newest report on whether a Region could take the load. */
    Optional<ReplicaReadiness> readinessOf(String region) {
        return readiness.stream()
                .filter(report -> report.region().equals(region))
                .findFirst();
    }

    /**
     * Something that waits for a person.
     *
     * @param command what to run next
     */
    record ToDo(String what, String command) {}
}
