package dev.dynamorecovery.core.failover.vote;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** What one probe of one thing in a Region found. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Probe.Succeeded.class, name = "Succeeded"),
    @JsonSubTypes.Type(value = Probe.Failed.class, name = "Failed"),
    @JsonSubTypes.Type(value = Probe.NotSeen.class, name = "NotSeen")
})
public sealed interface Probe {

    /** It answered as it should. */
    record Succeeded(Duration latency) implements Probe {}

    /** It failed in a way that speaks against the Region. */
    record Failed(ProbeFailure cause) implements Probe {}

    /** Nothing can be said: the observer could not look, or was not asked to. It speaks neither for nor against. */
    record NotSeen(String reason) implements Probe {}
}
