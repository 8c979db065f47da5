package dev.dynamorecovery.lab.execution;

/** The machines of the stack that requests go to. */
public enum RecoveryMachine {
    /** Restores, verifies, takes baselines. */
    RESTORE,
    /** Rolls copies forward and undoes changes. */
    REPLAY;

    static final String ROLL_FORWARD = "roll-forward";
    static final String UNDO = "undo";

    /** The machine that runs executions whose names begin so, or are so. */
    static RecoveryMachine of(String executionName) {
        return executionName.startsWith(ROLL_FORWARD + "-") || executionName.startsWith(UNDO + "-") ? REPLAY : RESTORE;
    }
}
