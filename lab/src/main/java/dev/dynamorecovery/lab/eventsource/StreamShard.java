package dev.dynamorecovery.lab.eventsource;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One shard of a stream, read by one reader. */
interface StreamShard {

    String streamArn();

    String shardId();

    /**
     * Reads what follows a position.
     *
     * @param after sequence number of the last record that was read; empty for the oldest that is kept
     */
    Page read(Optional<String> after) throws IOException, InterruptedException;

    /**
     * Some records in their order.
     *
     * @param ended whether none will ever follow
     */
    record Page(List<StreamRecord> records, boolean ended) {}
}
