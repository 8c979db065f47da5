package dev.dynamorecovery.core.changelog;

import java.time.Instant;

/** What a shard holds behind the log's checkpoint, or from its beginning where there is none. */
public sealed interface ShardObservation {

    /** The shard's identifier. */
    String shard();

    /** The log has all that the shard holds. */
    record Drained(String shard) implements ShardObservation {}

    /**
     * There are records that the log does not have.
     *
     * @param firstChange the time of the first of them
     */
    record Pending(String shard, Instant firstChange) implements ShardObservation {}

    /** The stream has dropped what came next. */
    record Trimmed(String shard) implements ShardObservation {}
}
