package dev.dynamorecovery.core.failover.decision;

import dev.dynamorecovery.core.failover.control.Claim;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.RegionView;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.plan.RegionRole;
import dev.dynamorecovery.core.plan.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The table of detections: the first that applies decides. */
final class Detections {

    /** Two observers outside a Region have to agree that it is out; one alone may be the one that is cut off. */
    static final int QUORUM = 2;

    /** What a detection makes of a situation that it applies to. */
    enum Outcome {
        FAILOVER,
        HOLD,
        REFUSE
    }

    /**
     * One row of the table.
     *
     * @param applies the reason, if the detection applies
     */
    record Row(Detection detection, Outcome outcome, Function<Situation, Optional<String>> applies) {}

    static final List<Row> TABLE = List.of(
            new Row(Detection.PLAN_FORBIDS, Outcome.REFUSE, Detections::planForbids),
            new Row(Detection.AUTOMATION_STOPPED, Outcome.HOLD, Detections::stopped),
            new Row(Detection.UNFINISHED_FAILOVER, Outcome.FAILOVER, Detections::unfinished),
            new Row(Detection.FAILOVER_UNDER_WAY, Outcome.HOLD, Detections::underWay),
            new Row(Detection.AWAITING_ACKNOWLEDGEMENT, Outcome.HOLD, Detections::awaitingAcknowledgement),
            new Row(Detection.AUTOMATION_BLOCKED, Outcome.HOLD, Detections::automationBlocked),
            new Row(Detection.NO_TARGET, Outcome.REFUSE, Detections::noTarget),
            new Row(Detection.TARGET_NOT_IN_PLAN, Outcome.REFUSE, Detections::targetNotInPlan),
            new Row(Detection.TARGET_SERVES, Outcome.REFUSE, Detections::targetServes),
            new Row(Detection.VOTES_MISSING, Outcome.HOLD, Detections::votesMissing),
            new Row(Detection.HEALTHY, Outcome.HOLD, Detections::healthy),
            new Row(Detection.APPLICATION_OUT, Outcome.HOLD, Detections::applicationOut),
            new Row(Detection.OBSERVERS_DISAGREE, Outcome.HOLD, Detections::observersDisagree),
            new Row(Detection.OUT_NOT_LONG_ENOUGH, Outcome.HOLD, Detections::outNotLongEnough),
            new Row(Detection.TARGET_FENCED, Outcome.REFUSE, Detections::targetFenced),
            new Row(Detection.TARGET_NOT_HEALTHY, Outcome.REFUSE, Detections::targetNotHealthy),
            new Row(Detection.TARGET_NOT_READY, Outcome.REFUSE, Detections::targetNotReady),
            new Row(Detection.PLANNED_MOVE, Outcome.FAILOVER, Detections::plannedMove),
            new Row(Detection.REPLICATION_NOT_MEASURED, Outcome.REFUSE, Detections::replicationNotMeasured),
            new Row(Detection.REPLICATION_BEHIND, Outcome.REFUSE, Detections::replicationBehind),
            new Row(Detection.REGION_OUT, Outcome.FAILOVER, Detections::regionOut));

    private Detections() {}

    private static Optional<String> planForbids(Situation situation) {
        return when(
                !situation.plan().strategies().contains(Strategy.GLOBAL_TABLE_FAILOVER),
                () -> "plan " + situation.plan().name() + " does not name the strategy GlobalTableFailover");
    }

    /**
     * A controller that has been silent for long has stopped. A planned move gives way to an outage of the Region that it
     * leaves, however lively its controller: nobody may have to wait for a person's word on a move home meanwhile.
     *
     * <p>By the clocks of two controllers: one that is ahead takes over too early, which the epoch makes harmless, and one
     * that is behind too late. Never both, so they do not take over from each other for ever.
     */
    private static Optional<String> unfinished(Situation situation) {
        if (situation.planned()
                && situation.record().state() != ControlState.SWITCHED
                && situation.outLongEnough().size() >= QUORUM) {
            return Optional.of(incidentOf(situation) + " is planned, and " + observers(situation.outLongEnough())
                    + " see " + serving(situation) + " out meanwhile");
        }
        Duration silent = Duration.between(situation.record().changedAt(), situation.now());
        return when(
                situation.record().state().unfinished()
                        && silent.compareTo(situation.plan().failover().unfinishedAfter()) > 0,
                () -> "the controller of " + incidentOf(situation) + " has been silent for " + silent + " in state "
                        + situation.record().state().label());
    }

    private static Optional<String> underWay(Situation situation) {
        return when(situation.record().state().unfinished(), () -> incidentOf(situation) + " is under way");
    }

    private static Optional<String> stopped(Situation situation) {
        return situation
                .stop()
                .map(stop -> "automation was stopped at " + stop.at() + " by " + stop.by() + ": " + stop.reason());
    }

    private static Optional<String> awaitingAcknowledgement(Situation situation) {
        return when(
                situation.record().state() == ControlState.AWAITING_ACKNOWLEDGEMENT,
                () -> incidentOf(situation) + " waits for a person's acknowledgement");
    }

    private static Optional<String> automationBlocked(Situation situation) {
        return Optional.ofNullable(situation.record().automationBlock())
                .map(block -> "automation waits since " + block.since() + " for a person's acknowledgement, after "
                        + block.reason());
    }

    private static Optional<String> votesMissing(Situation situation) {
        int counting = situation.counting().size();
        return when(
                counting < QUORUM,
                () -> counting + " of the observers outside " + serving(situation) + " can tell how it is; " + QUORUM
                        + " are needed, and silence is no vote");
    }

    private static Optional<String> healthy(Situation situation) {
        return when(
                situation.counting().stream().allMatch(vote -> vote.view() == RegionView.HEALTHY),
                () -> "all observers see " + serving(situation) + " well");
    }

    private static Optional<String> applicationOut(Situation situation) {
        return when(
                situation.counting(RegionView.OUT).isEmpty(),
                () -> "the application in " + serving(situation)
                        + " does not answer, and the data plane does: another Region may not help it");
    }

    private static Optional<String> observersDisagree(Situation situation) {
        List<Vote> out = situation.counting(RegionView.OUT);
        return when(
                out.size() < QUORUM,
                () -> "only " + observers(out) + " sees " + serving(situation) + " out; others reach it");
    }

    private static Optional<String> outNotLongEnough(Situation situation) {
        List<Vote> out = situation.counting(RegionView.OUT);
        return when(
                situation.outLongEnough().size() < QUORUM,
                () -> observers(out) + " see " + serving(situation) + " out, not yet for "
                        + situation.plan().failover().outFor() + " without a break");
    }

    private static Optional<String> noTarget(Situation situation) {
        return when(
                situation.target().isEmpty(),
                () -> "plan " + situation.plan().name() + " has no other Region that could serve");
    }

    private static Optional<String> targetNotInPlan(Situation situation) {
        return when(
                situation.plan().regions().stream()
                        .filter(region -> region.role() != RegionRole.WITNESS)
                        .noneMatch(region -> region.region().equals(target(situation))),
                () -> target(situation) + " is no Region that plan "
                        + situation.plan().name() + " lets serve");
    }

    private static Optional<String> targetServes(Situation situation) {
        return when(target(situation).equals(serving(situation)), () -> target(situation) + " serves already");
    }

    private static Optional<String> targetFenced(Situation situation) {
        return when(
                situation
                        .target()
                        .filter(situation.record().fencedRegions()::contains)
                        .isPresent(),
                () -> target(situation) + " is fenced: it is not proven to hold what was written since it was left");
    }

    private static Optional<String> targetNotHealthy(Situation situation) {
        long healthy = situation.votes().about(target(situation)).stream()
                .filter(vote -> !vote.observer().equals(serving(situation)))
                .filter(vote -> vote.view() == RegionView.HEALTHY)
                .filter(vote ->
                        vote.heldFor().compareTo(situation.plan().failover().targetHealthyFor()) >= 0)
                .count();
        return when(
                healthy < QUORUM,
                () -> healthy + " observers have seen " + target(situation) + " well for "
                        + situation.plan().failover().targetHealthyFor() + "; " + QUORUM + " are needed");
    }

    private static Optional<String> targetNotReady(Situation situation) {
        Optional<ReplicaReadiness> readiness = situation.readiness();
        if (readiness.isEmpty()) {
            return Optional.of("nobody has found out whether " + target(situation) + " could take the load");
        }
        Duration age = Duration.between(readiness.get().at(), situation.now());
        if (age.compareTo(situation.plan().failover().readinessFreshFor()) > 0) {
            return Optional.of("that " + target(situation) + " could take the load was last looked at "
                    + readiness.get().at() + ", which is too long ago");
        }
        return when(
                !readiness.get().ready(),
                () -> target(situation) + " could not take the load: "
                        + readiness.get().detail());
    }

    private static Optional<String> plannedMove(Situation situation) {
        return when(
                situation.planned(),
                () -> incidentOf(situation) + " is planned, and " + target(situation) + " is well and ready");
    }

    private static Optional<String> replicationNotMeasured(Situation situation) {
        return when(
                situation.notReplicated().isEmpty(),
                () -> "no heartbeat of " + serving(situation) + " was found in " + target(situation)
                        + ": nobody can tell what would stay behind");
    }

    private static Optional<String> replicationBehind(Situation situation) {
        return situation
                .notReplicated()
                .filter(span -> span.compareTo(situation.plan().objectives().rpo()) > 0)
                .map(span -> "the writes of " + span + " would stay behind, and the plan allows "
                        + situation.plan().objectives().rpo());
    }

    private static Optional<String> regionOut(Situation situation) {
        return Optional.of(observers(situation.counting(RegionView.OUT)) + " see " + serving(situation) + " out since "
                + situation.outSince().map(Object::toString).orElse("a time unknown") + "; " + target(situation)
                + " is well and holds all but the last "
                + situation.notReplicated().map(Object::toString).orElse("time unknown"));
    }

    private static Optional<String> when(boolean applies, Supplier<String> reason) {
        return applies ? Optional.of(reason.get()) : Optional.empty();
    }

    private static String serving(Situation situation) {
        return situation.record().servingRegion();
    }

    private static String target(Situation situation) {
        return situation.target().orElse("(no target)");
    }

    private static String incidentOf(Situation situation) {
        Claim claim = situation.record().claim();
        return claim == null ? "(no incident)" : claim.incident();
    }

    private static String observers(List<Vote> votes) {
        return votes.stream().map(Vote::observer).collect(Collectors.joining(" and "));
    }
}
