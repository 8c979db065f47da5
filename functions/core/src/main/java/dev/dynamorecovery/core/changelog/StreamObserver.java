package dev.dynamorecovery.core.changelog;

import java.util.List;

/** Looks at a table's stream without taking anything from it. */
public interface StreamObserver {

    /**
     * The stream as it is now.
     *
     * @param checkpoints how far the table's log has come: read before the stream is looked at
     */
    StreamObservation observe(String table, List<Checkpoint> checkpoints);
}
