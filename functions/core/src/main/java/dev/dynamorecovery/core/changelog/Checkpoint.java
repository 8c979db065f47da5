package dev.dynamorecovery.core.changelog;

import java.time.Instant;

/**
 * How far the log has come in one shard.
 *
 * @param stream the stream's label
 * @param firstChange the time of the first change of the shard that was logged
 * @param firstLoggedAt when it was logged
 * @param lastSequence the highest sequence number that was logged
 * @param newestChange the time of that change
 * @param loggedAt when it was logged
 */
public record Checkpoint(
        String table,
        String stream,
        String shard,
        Instant firstChange,
        Instant firstLoggedAt,
        String lastSequence,
        Instant newestChange,
        Instant loggedAt) {}
