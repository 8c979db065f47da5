package dev.dynamorecovery.core.failover.vote;

import java.time.Duration;

/** What one probe of one thing in a Region found. */
public sealed interface Probe {

    /** It answered as it should. */
    record Succeeded(Duration latency) implements Probe {}

    /** It failed in a way that speaks against the Region. */
    record Failed(ProbeFailure cause) implements Probe {}

    /** Nothing can be said: the observer could not look, or was not asked to. It speaks neither for nor against. */
    record NotSeen(String reason) implements Probe {}
}
