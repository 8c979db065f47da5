package dev.dynamorecovery.lab.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of a table's log is asked for.
 *
 * @param last how many of the latest changes; null for all of the window
 * @param key of which item; null for all
 */
record LogQuery(
        String table, @Nullable Integer last, @Nullable KeyArgument key, Window window) {

    /** They are held in memory. */
    static final int MOST_LATEST = 10_000;

    static final int DEFAULT_LATEST = 20;

    /**
     * The stretch of time, as far as it was given.
     *
     * @param from null for as far back as it takes
     * @param to null for now
     */
    record Window(@Nullable Instant from, @Nullable Instant to) {}

    /** Whether the latest changes are asked for, the newest first, rather than a window from its beginning. */
    boolean ofLatest() {
        return last != null || (window.from() == null && window.to() == null);
    }

    /** How many changes are wanted at most. */
    int most() {
        return last == null ? DEFAULT_LATEST : last;
    }
}
