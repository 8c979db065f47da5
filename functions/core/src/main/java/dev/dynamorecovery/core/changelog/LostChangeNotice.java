package dev.dynamorecovery.core.changelog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of changes that could not be logged. It holds none of an item's data.
 *
 * @param table the table's name
 * @param from from when on the log does not know every change
 * @param until when it knows them again
 * @param cause why the changes could not be logged
 * @param condition why Lambda gave up
 * @param quarantineKey where the record that could not be logged lies in the log's bucket; null where none does
 */
public record LostChangeNotice(
        String table,
        Instant from,
        Instant until,
        int changeCount,
        String stream,
        String shard,
        String firstSequence,
        String lastSequence,
        String cause,
        String condition,
        int attempts,
        Instant givenUpAt,
        @Nullable String quarantineKey) {}
