package dev.dynamorecovery.core.failover.control;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;

/** Where a failover group stands between two steady states. {@link ControlTransitions} says which follows which. */
public enum ControlState {
    /** One Region serves, and nothing is under way. */
    STEADY,
    /** A controller has claimed the group; the old Region still takes writes. */
    CLAIMED,
    /** The old Region is fenced: no gate that reads the record opens, but one that read it before may still be open. */
    FENCED,
    /** The controller waits until every lease that was taken before the fence has run out. */
    LEASE_WAIT,
    /** The target serves; that its name leads there is not proven yet. */
    SWITCHED,
    /** Failed over. Automation waits for a person. */
    AWAITING_ACKNOWLEDGEMENT;

    /** Whether a controller is in the middle of its work, and has to finish it or give it back. */
    public boolean unfinished() {
        return this == CLAIMED || this == FENCED || this == LEASE_WAIT || this == SWITCHED;
    }

    /** Such as {@code LeaseWait}. */
    @JsonValue
    public String label() {
        return Label.of(this);
    }
}
