package dev.dynamorecovery.core.failover.control;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;

/** Why a group moves to another Region. */
public enum Purpose {
    /** The serving Region is out; what it has not replicated stays behind. */
    FAILOVER,
    /** A planned move, also back home: both Regions were found equal before the target opens. */
    SWITCHOVER;

    /** What people are told that it was. */
    public String words() {
        return this == FAILOVER ? "failover" : "planned move";
    }

    /** Such as {@code Failover}. */
    @JsonValue
    public String label() {
        return Label.of(this);
    }
}
