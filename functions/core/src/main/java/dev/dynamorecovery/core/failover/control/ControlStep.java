package dev.dynamorecovery.core.failover.control;

import dev.dynamorecovery.core.document.Label;
import org.jspecify.annotations.Nullable;

/** The kinds of command, as the table of transitions and the timeline name them. */
enum ControlStep {
    TAKE_CLAIM(false, null),
    TAKE_OVER(false, null),
    FENCE(true, ControlState.FENCED),
    START_LEASE_WAIT(true, ControlState.LEASE_WAIT),
    SWITCH(true, ControlState.SWITCHED),
    CONCLUDE(true, ControlState.AWAITING_ACKNOWLEDGEMENT),
    RELEASE(true, null),
    ACKNOWLEDGE(false, null),
    UNFENCE(false, null);

    private final boolean ofTheClaimant;
    private final @Nullable ControlState reached;

    ControlStep(boolean ofTheClaimant, @Nullable ControlState reached) {
        this.ofTheClaimant = ofTheClaimant;
        this.reached = reached;
    }

    static ControlStep of(ControlCommand command) {
        return switch (command) {
            case ControlCommand.TakeClaim claim -> TAKE_CLAIM;
            case ControlCommand.TakeOver takeOver -> TAKE_OVER;
            case ControlCommand.Fence fence -> FENCE;
            case ControlCommand.StartLeaseWait wait -> START_LEASE_WAIT;
            case ControlCommand.Switch switching -> SWITCH;
            case ControlCommand.Conclude conclude -> CONCLUDE;
            case ControlCommand.Release release -> RELEASE;
            case ControlCommand.Acknowledge acknowledge -> ACKNOWLEDGE;
            case ControlCommand.Unfence unfence -> UNFENCE;
        };
    }

    /** Whether only the holder of the claim may do it. */
    boolean ofTheClaimant() {
        return ofTheClaimant;
    }

    /** Whether a record in that state, of the same claim, has this step behind it. */
    boolean passedIn(ControlState state) {
        return reached != null && state.compareTo(reached) >= 0;
    }

    String label() {
        return Label.of(this);
    }
}
