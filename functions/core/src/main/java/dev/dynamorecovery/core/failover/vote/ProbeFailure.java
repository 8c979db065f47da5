package dev.dynamorecovery.core.failover.vote;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;

/**
 * How a probe failed. Only what a Region's outage causes is here: a refused permission, a throttled call or a missing
 * table is a fault of the set-up, and such a probe is {@link Probe.NotSeen}.
 */
public enum ProbeFailure {
    /** No answer in time. */
    TIMEOUT,
    /** No connection. */
    CONNECTION_FAILED,
    /** An answer that says that the service is broken: status 500 and above. */
    SERVER_ERROR;

    /** Such as {@code ServerError}. */
    @JsonValue
    public String label() {
        return Label.of(this);
    }
}
