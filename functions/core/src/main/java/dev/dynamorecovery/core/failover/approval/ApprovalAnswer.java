package dev.dynamorecovery.core.failover.approval;

/**
 * What a person says of a failover that waits.
 *
 * @param incident which one; an answer to another one opens nothing
 * @param code from the message that asked
 * @param by the person; the plan may name who is allowed to
 * @param approved false rejects it
 */
public record ApprovalAnswer(String group, String incident, String code, String by, boolean approved) {

    /** Never shows the code. */
    @Override
    public String toString() {
        return (approved ? "approval of " : "rejection of ") + incident + " by " + by;
    }
}
