package dev.dynamorecovery.core.failover.vote;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;

/** A Region as one observer sees it. */
public enum RegionView {
    /** The data plane and the application answer. */
    HEALTHY,
    /** The data plane fails, whatever the application says. */
    OUT,
    /** The data plane answers and the application does not: another Region's data would not help it. */
    APPLICATION_OUT,
    /** The observer could not look. */
    NOT_SEEN;

    static RegionView of(Probe dataPlane, Probe application) {
        return switch (dataPlane) {
            case Probe.Failed failed -> OUT;
            case Probe.NotSeen notSeen -> NOT_SEEN;
            case Probe.Succeeded succeeded -> application instanceof Probe.Failed ? APPLICATION_OUT : HEALTHY;
        };
    }

    /** Such as {@code ApplicationOut}. */
    @JsonValue
    public String label() {
        return Label.of(this);
    }
}
