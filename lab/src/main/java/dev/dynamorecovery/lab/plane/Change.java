package dev.dynamorecovery.lab.plane;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One logged change of one item.
 *
 * @param sequence grows with every change of a Region
 * @param at to the millisecond; never before that of an earlier change, the same for all of one transaction
 * @param before null when there was no such item
 * @param after null when the item was deleted
 * @param byTimeToLive deleted by the service because it had expired
 * @param version who wrote it, and when: another Region, where the change came by replication
 */
record Change(
        long sequence,
        Instant at,
        ItemKey key,
        @Nullable ItemImage before,
        @Nullable ItemImage after,
        boolean byTimeToLive,
        ItemVersion version) {}
