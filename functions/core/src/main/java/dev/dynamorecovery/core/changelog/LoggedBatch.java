package dev.dynamorecovery.core.changelog;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of one batch of a stream.
 *
 * @param table the table's name; empty for a batch without records
 * @param changeCount how many changes were logged
 * @param sizeBytes how many bytes their segments have
 * @param newestChange the time of the newest change that was logged
 * @param unlogged the first record that can't be logged: it and all behind it were left
 * @param windowed whether the event belongs to a tumbling window, so that the answer has to carry its state
 */
public record LoggedBatch(
        Optional<String> table,
        int changeCount,
        long sizeBytes,
        Optional<Instant> newestChange,
        Optional<UnloggedRecord> unlogged,
        boolean windowed) {}
