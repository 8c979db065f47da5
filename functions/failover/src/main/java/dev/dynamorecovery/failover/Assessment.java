package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.decision.DecisionEvidence;
import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided, and what an execution needs to carry it out.
 *
 * @param decision {@code Failover}, {@code Hold} or {@code Refuse}
 * @param detection what the situation was found to be
 * @param incident null when nothing is to be done
 * @param from the Region that serves; null where the plan forbids without a look
 * @param order null when nothing is to be done
 * @param approvalNeeded whether a person has to agree first
 * @param approvalSeconds how long that person has
 * @param decidedAt when a detector decided first
 * @param evidence null where the plan forbids without a look
 */
record Assessment(
        String decision,
        String detection,
        String reason,
        @Nullable String incident,
        @Nullable String from,
        @Nullable MoveOrder order,
        boolean approvalNeeded,
        long approvalSeconds,
        Instant decidedAt,
        @Nullable DecisionEvidence evidence) {

    /** Of a group whose plan knows no failover, whatever its situation. */
    static Assessment forbidden(RecoveryPlan plan, Instant now) {
        return new Assessment(
                "Refuse",
                Detection.PLAN_FORBIDS.label(),
                "plan " + plan.name() + " does not name the strategy GlobalTableFailover",
                null,
                null,
                null,
                false,
                0,
                now,
                null);
    }
}
