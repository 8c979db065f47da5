package dev.dynamorecovery.lab.execution;

/** The states of an execution, by the names Step Functions gives them. */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    PENDING_REDRIVE;

    /** Whether nothing more happens unless a person acts. */
    public boolean isOver() {
        return this != RUNNING;
    }
}
