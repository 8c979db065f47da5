package dev.dynamorecovery.core.failover.decision;

import dev.dynamorecovery.core.failover.control.Purpose;

/** Whether a group fails over. */
public sealed interface FailoverDecision {

    Detection detection();

    /** What was found, in words for a person at night. */
    String reason();

    DecisionEvidence evidence();

    /**
     * Move the group.
     *
     * @param incident the same for every decision on one outage: one of them becomes a failover
     * @param execution the name of the execution that carries it out: a storm of alarms starts one. It changes with time,
     *     since an execution that has failed never gives its name back; two of one incident still meet at the claim
     * @param purpose of the move; another than a failover only where a planned move was left unfinished
     */
    record Failover(
            String incident,
            String execution,
            String target,
            Purpose purpose,
            Detection detection,
            String reason,
            DecisionEvidence evidence)
            implements FailoverDecision {

        /** Whether another controller has begun and stopped. */
        public boolean goesOn() {
            return detection == Detection.UNFINISHED_FAILOVER;
        }
    }

    /** Leave it as it is: nothing is wrong, or it is not certain enough. */
    record Hold(Detection detection, String reason, DecisionEvidence evidence) implements FailoverDecision {}

    /** Something is wrong, and a failover would be wrong too: a person has to look. */
    record Refuse(Detection detection, String reason, DecisionEvidence evidence) implements FailoverDecision {}
}
