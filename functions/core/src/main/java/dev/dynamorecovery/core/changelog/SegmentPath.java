package dev.dynamorecovery.core.changelog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where segments lie in the log's bucket: partitioned by table, date and hour as Athena reads partitions. */
final class SegmentPath {

    private static final DateTimeFormatter PARTITION =
            DateTimeFormatter.ofPattern("'date='yyyy-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);
    private static final int HASH_DIGITS = 16;

    private SegmentPath() {}

    /** The common beginning of all keys of a table's segments. */
    static String of(String table) {
        return "changes/table=" + table + "/";
    }

    /**
     * The key of a segment, which its content determines: the same batch written again is the same object.
     *
     * @param at the time of any of its changes: all are of one hour
     */
    static String of(
            SegmentSource source, Instant at, String firstSequence, String lastSequence, int count, String sha256) {
        return of(source.table())
                + PARTITION.format(at)
                + "/" + source.stream().replace(':', '-')
                + "/" + source.shard()
                + "/" + firstSequence + "-" + lastSequence + "-" + count + "-" + sha256.substring(0, HASH_DIGITS)
                + ".json.gz";
    }
}
