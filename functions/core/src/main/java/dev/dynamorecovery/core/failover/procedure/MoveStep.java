package dev.dynamorecovery.core.failover.procedure;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;

/** The steps of a move, in their order. */
public enum MoveStep {
    CLAIM,
    PREFLIGHT,
    FENCE,
    START_LEASE_WAIT,
    SWITCH,
    /** Lead the application's name to the target, and see that a write through it is acknowledged. */
    VERIFY,
    CONCLUDE,
    RELEASE;

    /** Such as {@code StartLeaseWait}. */
    @JsonValue
    public String label() {
        return Label.of(this);
    }
}
