package dev.dynamorecovery.lab.plane;

import org.jspecify.annotations.Nullable;

/** What the engine has written and the log is to learn: an item's new image, null when it is gone. */
record Write(TableHistory history, ItemKey key, @Nullable ItemImage after, boolean byTimeToLive) {

    static Write of(Target target, @Nullable ItemImage after) {
        return new Write(target.table().history(), target.key(), after, false);
    }
}
