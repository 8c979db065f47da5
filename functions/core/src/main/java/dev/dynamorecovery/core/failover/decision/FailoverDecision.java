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
            implements FailoverDecision {}

    /** Leave it as it is: nothing is wrong, or it is not certain enough. */
    record Hold(Detection detection, String reason, DecisionEvidence evidence) implements FailoverDecision {}

    /** Something is wrong, and a failover would be wrong too: a person has to look. */
    record Refuse(Detection detection, String reason, DecisionEvidence evidence) implements FailoverDecision {}
}
