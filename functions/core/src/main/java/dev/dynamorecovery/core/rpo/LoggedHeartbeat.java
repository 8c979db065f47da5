package dev.dynamorecovery.core.rpo;

import java.time.Instant;

/**
 * A heartbeat that was found in the change log.
 *
 * @param loggedAt when the log had it: from then on it could not be lost
 */
public record LoggedHeartbeat(Heartbeat heartbeat, Instant loggedAt) {}
