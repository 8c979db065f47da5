package dev.dynamorecovery.core.failover.decision;

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
     */
    record Failover(String incident, String target, Detection detection, String reason, DecisionEvidence evidence)
            implements FailoverDecision {

        /** Whether another controller has begun and stopped. */
        public boolean goesOn() {
            return detection == Detection.UNFINISHED_FAILOVER;
        }

        /**
         * The name of the execution that carries it out: two decisions on one incident have one name, so that a state
         * machine starts once; who goes on with it needs a name of their own.
         */
        public String execution() {
            return goesOn() ? incident + "-from-" + evidence.epoch() : incident;
        }
    }

    /** Leave it as it is: nothing is wrong, or it is not certain enough. */
    record Hold(Detection detection, String reason, DecisionEvidence evidence) implements FailoverDecision {}

    /** Something is wrong, and a failover would be wrong too: a person has to look. */
    record Refuse(Detection detection, String reason, DecisionEvidence evidence) implements FailoverDecision {}
}
