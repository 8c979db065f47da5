package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.ItemHash;
import java.time.Instant;

/**
 * What the index knows of one segment. All changes of a segment are of one shard and one hour.
 *
 * @param table the table's name
 * @param stream the label of the table's stream
 * @param objectKey where the segment lies in the log's bucket
 * @param oldest the time of its oldest change
 * @param newest the time of its newest change
 * @param firstSequence its lowest sequence number
 * @param lastSequence its highest sequence number
 * @param sizeBytes the size of the object
 * @param sha256 the object's SHA-256 in hexadecimal
 * @param digestChange by what the table's digest changed: the sum of the hashes of all new images less that of all old
 *     ones, under the log's hash key
 * @param keys tells which keys it cannot hold
 * @param writtenAt when it was written
 */
public record SegmentEntry(
        String table,
        String stream,
        String shard,
        String objectKey,
        Instant oldest,
        Instant newest,
        String firstSequence,
        String lastSequence,
        int changeCount,
        long sizeBytes,
        String sha256,
        ItemHash digestChange,
        KeyFilter keys,
        Instant writtenAt) {}
