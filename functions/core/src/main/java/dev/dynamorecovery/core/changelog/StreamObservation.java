package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.settings.StreamView;
import java.time.Instant;
import java.util.List;

/** What a table's stream looks like now. */
public sealed interface StreamObservation {

    /** The table has no stream now, or is not there. */
    record Disabled() implements StreamObservation {}

    /**
     * The table has a stream.
     *
     * @param label the stream's label
     * @param createdAt when it was enabled
     * @param shards the shards of which the log does not prove by itself that it has all
     */
    record Enabled(String label, Instant createdAt, StreamView view, List<ShardObservation> shards)
            implements StreamObservation {}
}
