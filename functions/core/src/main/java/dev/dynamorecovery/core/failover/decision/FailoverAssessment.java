package dev.dynamorecovery.core.failover.decision;

import dev.dynamorecovery.core.failover.control.Claim;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.decision.Detection.Scope;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.failover.vote.Votes;
import dev.dynamorecovery.core.plan.Approval;
import dev.dynamorecovery.core.plan.PlannedRegion;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RegionRole;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges whether a group has to fail over: votes, plan, control record and time in, a decision out. */
public final class FailoverAssessment {

    private static final DateTimeFormatter MONTH_TO_MINUTE =
            DateTimeFormatter.ofPattern("MMdd'T'HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FailoverAssessment() {}

    /**
     * Judges before anybody has claimed the group.
     *
     * @param asked who asks for the assessment: a machine, or a person with a target of their own
     * @param votes all that were cast; those that are not fresh are left out here
     * @param readiness the newest of each Region
     * @param now by the clock of who assesses
     */
    public static FailoverDecision decide(
            RecoveryPlan plan,
            ControlRecord record,
            Asked asked,
            Optional<KillSwitch.Stop> stop,
            Collection<Vote> votes,
            Collection<ReplicaReadiness> readiness,
            Instant now) {
        Optional<String> target = target(plan, record, asked);
        return decide(situation(plan, record, target, stop, votes, readiness, now), asked, Detections.TABLE);
    }

    /**
     * Judges again, by newer votes, for the one who holds the claim and has not switched yet: what has changed since the
     * decision ends the failover. Of a planned move only the target is judged: it asks for no outage.
     */
    public static FailoverDecision preflight(
            RecoveryPlan plan,
            ControlRecord claimed,
            Optional<KillSwitch.Stop> stop,
            Collection<Vote> votes,
            Collection<ReplicaReadiness> readiness,
            Instant now) {
        Claim claim = claimed.claim();
        if (claim == null) {
            throw new IllegalArgumentException("group " + claimed.group() + " is not claimed: claim it first");
        }
        Situation situation = situation(plan, claimed, Optional.of(claim.target()), stop, votes, readiness, now);
        return decide(
                situation,
                new Asked(claim.automatic(), Optional.of(claim.target()), Optional.ofNullable(claim.override())),
                Detections.TABLE.stream()
                        .filter(row -> situation.planned()
                                ? row.detection().ofPlannedMoves()
                                : row.detection().inPreflight())
                        .toList());
    }

    private static Situation situation(
            RecoveryPlan plan,
            ControlRecord record,
            Optional<String> target,
            Optional<KillSwitch.Stop> stop,
            Collection<Vote> votes,
            Collection<ReplicaReadiness> readiness,
            Instant now) {
        return new Situation(
                plan,
                record,
                target,
                stop,
                Votes.freshAt(now, plan.failover().voteFreshFor(), List.copyOf(votes)),
                readiness.stream()
                        .filter(found -> target.filter(found.region()::equals).isPresent())
                        .findFirst(),
                now);
    }

    private static FailoverDecision decide(Situation situation, Asked asked, List<Detections.Row> table) {
        List<Detection> passedOver = new ArrayList<>();
        for (Detections.Row row : table) {
            if (row.detection().scope() == Scope.AUTOMATION && !asked.automatic()) {
                continue;
            }
            Optional<String> reason = row.applies().apply(situation);
            if (reason.isEmpty()) {
                continue;
            }
            if (row.detection().overridable() && asked.overridden()) {
                passedOver.add(row.detection());
                continue;
            }
            return decision(situation, row, reason.get(), evidence(situation, passedOver));
        }
        throw new IllegalStateException("the table of detections ends without one that always applies");
    }

    private static FailoverDecision decision(
            Situation situation, Detections.Row row, String reason, DecisionEvidence evidence) {
        return switch (row.outcome()) {
            case FAILOVER ->
                new FailoverDecision.Failover(
                        incident(situation.record()),
                        execution(situation),
                        situation.target().orElseThrow(),
                        situation.planned() ? Purpose.SWITCHOVER : Purpose.FAILOVER,
                        row.detection(),
                        reason,
                        evidence);
            case HOLD -> new FailoverDecision.Hold(row.detection(), reason, evidence);
            case REFUSE -> new FailoverDecision.Refuse(row.detection(), reason, evidence);
        };
    }

    private static DecisionEvidence evidence(Situation situation, List<Detection> passedOver) {
        return new DecisionEvidence(
                situation.plan().version(),
                situation.record().epoch(),
                situation.record().servingRegion(),
                situation.votes().all(),
                situation.outSince().orElse(null),
                situation.notReplicated().orElse(null),
                passedOver);
    }

    /** One outage has one epoch until it is claimed, and the claim raises it: all who see it name the same incident. */
    private static String incident(ControlRecord record) {
        Claim claim = record.claim();
        return claim == null ? record.group() + "-" + record.epoch() : claim.incident();
    }

    /** At most 80 characters, the longest name of an execution. */
    private static String execution(Situation situation) {
        Duration lasting = situation.plan().approval() instanceof Approval.Automatic
                ? Duration.ofMinutes(1)
                : situation.plan().failover().approvalTimeout();
        long seconds = situation.now().getEpochSecond();
        Instant begin = Instant.ofEpochSecond(seconds - Math.floorMod(seconds, lasting.toSeconds()));
        return situation.record().group() + "-" + situation.record().epoch() + "-" + MONTH_TO_MINUTE.format(begin);
    }

    /** What is under way keeps its target; else what was asked for, else the first standby or primary that does not serve. */
    private static Optional<String> target(RecoveryPlan plan, ControlRecord record, Asked asked) {
        Claim claim = record.claim();
        if (claim != null && record.state().unfinished()) {
            return Optional.of(claim.target());
        }
        return asked.target()
                .or(() -> plan.regions().stream()
                        .filter(region -> region.role() != RegionRole.WITNESS)
                        .map(PlannedRegion::region)
                        .filter(region -> !region.equals(record.servingRegion()))
                        .findFirst());
    }
}
