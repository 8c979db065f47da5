package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.failover.control.UnknownGroup;
import dev.dynamorecovery.core.failover.decision.DecisionEvidence;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.failover.procedure.FailoverExecutions;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import dev.dynamorecovery.core.plan.Approval;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether groups fail over, and starts the executions that carry it out. */
final class GroupDetector {

    private static final Logger LOG = LoggerFactory.getLogger(GroupDetector.class);
    private static final String NO_EXECUTION = "no-execution";

    private final GroupPlans plans;
    private final GroupControl control;
    private final FailoverExecutions executions;
    private final RefusalNotices refusals;
    private final String region;
    private final InstantSource time;

    /** @param region the one that this detector runs in */
    GroupDetector(
            GroupPlans plans,
            GroupControl control,
            FailoverExecutions executions,
            RefusalNotices refusals,
            String region,
            InstantSource time) {
        this.plans = plans;
        this.control = control;
        this.executions = executions;
        this.refusals = refusals;
        this.region = region;
        this.time = time;
    }

    /** Decides for an execution, which carries it out. */
    Assessment assess(FailoverRequest request) {
        RecoveryPlan plan = plans.of(request.group());
        Instant now = time.instant();
        return GroupPlans.movable(plan)
                ? assessment(plan, request, decide(plan, request), now)
                : Assessment.forbidden(plan, now);
    }

    /** Decides for a person, and starts the execution unless there is nothing to be done. */
    Answer byHand(FailoverRequest request) {
        RecoveryPlan plan = plans.of(request.group());
        Instant now = time.instant();
        if (!GroupPlans.movable(plan)) {
            return Answer.of(Assessment.forbidden(plan, now), null);
        }
        FailoverDecision decision = decide(plan, request);
        return Answer.of(
                assessment(plan, request, decision, now),
                decision instanceof FailoverDecision.Failover failover
                        ? start(request, failover, now).arn()
                        : null);
    }

    /** Looks at every group, as a machine. A group that cannot be judged keeps the others from nothing. */
    List<Started> sweep() {
        List<Started> started = new ArrayList<>();
        for (RecoveryPlan plan : plans.movable()) {
            try {
                Started execution = lookedAt(plan);
                if (execution != null) {
                    started.add(execution);
                }
            } catch (RuntimeException failure) {
                LOG.error("Group {} could not be judged", plan.name(), failure);
            }
        }
        return started;
    }

    private @Nullable Started lookedAt(RecoveryPlan plan) {
        FailoverRequest request = FailoverRequest.automatic(plan.name());
        FailoverDecision decision = decide(plan, request);
        if (decision.evidence().servingRegion().equals(region)) {
            return null; // who may be the one that is out is no judge of it
        }
        refusals.tell(plan, decision);
        if (!(decision instanceof FailoverDecision.Failover failover)) {
            LOG.debug("{}: {}", plan.name(), decision.reason());
            return null;
        }
        FailoverExecutions.Started execution = start(request, failover, time.instant());
        if (!execution.first()) {
            return null;
        }
        LOG.warn("Failover {} of {} started: {}", failover.incident(), plan.name(), failover.reason());
        return new Started(plan.name(), failover.incident(), execution.arn());
    }

    private FailoverDecision decide(RecoveryPlan plan, FailoverRequest request) {
        try {
            return control.assessor(time).decide(plan, request.asked());
        } catch (UnknownGroup notEnrolled) {
            throw new InvalidField(
                    "group",
                    plan.name(),
                    "it is not under control yet: the observer of the primary Region enrols it within a minute");
        }
    }

    /** A dry run has no name, for it must not take the place of the failover that it rehearses. */
    private FailoverExecutions.Started start(FailoverRequest request, FailoverDecision.Failover failover, Instant at) {
        return executions.start(
                request.dryRun() ? null : failover.execution(),
                request.decided(at).toString());
    }

    private Assessment assessment(RecoveryPlan plan, FailoverRequest request, FailoverDecision decision, Instant now) {
        @Nullable
        MoveOrder order = decision instanceof FailoverDecision.Failover failover ? order(request, failover) : null;
        return new Assessment(
                decision.getClass().getSimpleName(),
                decision.detection().label(),
                decision.reason(),
                order == null ? null : order.incident(),
                decision.evidence().servingRegion(),
                order,
                plan.approval() instanceof Approval.Named && order != null && !order.goesOn(),
                plan.failover().approvalTimeout().toSeconds(),
                request.decidedAt().orElse(now),
                decision.evidence());
    }

    private MoveOrder order(FailoverRequest request, FailoverDecision.Failover failover) {
        return new MoveOrder(
                request.group(),
                failover.incident(),
                failover.purpose(),
                failover.evidence().epoch(),
                failover.target(),
                region + "/" + request.execution().orElse(NO_EXECUTION),
                request.automatic(),
                request.override().orElse(null),
                failover.goesOn());
    }

    /** An execution that a look at all groups has started. */
    record Started(String group, String incident, String executionArn) {}

    /** What a person is told. */
    record Answer(
            String decision,
            String detection,
            String reason,
            @Nullable String incident,
            @Nullable String executionArn,
            @Nullable DecisionEvidence evidence) {

        static Answer of(Assessment assessed, @Nullable String executionArn) {
            return new Answer(
                    assessed.decision(),
                    assessed.detection(),
                    assessed.reason(),
                    assessed.incident(),
                    executionArn,
                    assessed.evidence());
        }
    }
}
