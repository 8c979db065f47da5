package dev.dynamorecovery.lab.plane;

import org.jspecify.annotations.Nullable;

/**
 * What the engine has written and the log is to learn: an item's new image, null when it is gone.
 *
 * @param replicated the version that another Region gave it; null for a write of this Region
 */
record Write(
        TableHistory history,
        ItemKey key,
        @Nullable ItemImage after,
        boolean byTimeToLive,
        @Nullable ItemVersion replicated) {

    /** A write of this Region. */
    Write(TableHistory history, ItemKey key, @Nullable ItemImage after, boolean byTimeToLive) {
        this(history, key, after, byTimeToLive, null);
    }

    static Write of(Target target, @Nullable ItemImage after) {
        return new Write(target.table().history(), target.key(), after, false);
    }
}
