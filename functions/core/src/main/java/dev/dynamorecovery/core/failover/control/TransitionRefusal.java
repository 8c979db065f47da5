package dev.dynamorecovery.core.failover.control;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;

/** Why a command changes nothing. */
public enum TransitionRefusal {
    /** The sender's epoch is not the record's: somebody else has claimed the group. */
    STALE_EPOCH,
    /** The sender does not hold the claim of this epoch. */
    NOT_THE_CLAIMANT,
    /** The state has no such step. */
    NOT_IN_THIS_STATE,
    /** The target serves already. */
    TARGET_SERVES,
    /** The target is fenced: it is not proven caught up. */
    TARGET_FENCED,
    /** Automation waits for a person's acknowledgement. */
    AUTOMATION_BLOCKED,
    /** Leases taken before the fence may still be open. */
    LEASE_NOT_RUN_OUT,
    /** A planned move without the proof that both Regions hold the same. */
    NOT_CAUGHT_UP,
    /** The Region is not fenced. */
    REGION_NOT_FENCED;

    /** Such as {@code StaleEpoch}. */
    @JsonValue
    public String code() {
        return Label.of(this);
    }
}
