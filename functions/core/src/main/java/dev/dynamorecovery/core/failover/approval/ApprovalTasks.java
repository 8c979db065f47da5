package dev.dynamorecovery.core.failover.approval;

/** Wakes executions that wait for a person's word. */
@FunctionalInterface
public interface ApprovalTasks {

    /** Hands the answer on; false when the execution waits no longer. */
    boolean answer(PendingApproval pending, ApprovalAnswer answer);
}
