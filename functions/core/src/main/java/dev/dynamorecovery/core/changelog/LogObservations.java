package dev.dynamorecovery.core.changelog;

import java.util.List;

/**
 * What is known about a table's log and its stream at one time.
 *
 * @param checkpoints how far the log has come in each shard
 * @param stream the stream, looked at after the checkpoints were read
 * @param recorded the gaps that were recorded
 */
public record LogObservations(
        String table, List<Checkpoint> checkpoints, StreamObservation stream, List<Gap> recorded) {

    /** Looks: checkpoints first, the stream next, gaps last, so that what happens meanwhile never looks complete. */
    public static LogObservations of(String table, ChangeLogIndex index, StreamObserver streams) {
        List<Checkpoint> checkpoints = index.checkpoints(table);
        StreamObservation stream = streams.observe(table, checkpoints);
        return new LogObservations(table, checkpoints, stream, index.gaps(table));
    }
}
