package dev.dynamorecovery.lab.plane;

import java.time.Duration;

/**
 * How long AWS takes, nominally; the lab's time scale shortens each.
 *
 * <p>Creation, update and deletion times are typical ones, as AWS states none; the trail of the latest restorable
 * time, the retention of streams and backups and the life of an iterator are AWS's documented numbers.
 */
final class Durations {

    static final Duration TABLE_CREATION = Duration.ofSeconds(10);
    static final Duration TABLE_UPDATE = Duration.ofSeconds(10);
    static final Duration INDEX_CREATION = Duration.ofSeconds(60);
    static final Duration TABLE_DELETION = Duration.ofSeconds(5);
    static final Duration BACKUP_CREATION = Duration.ofSeconds(10);
    static final Duration RESTORE = Duration.ofMinutes(3);
    static final Duration TIME_TO_LIVE_CHANGE = Duration.ofMinutes(1);
    static final Duration TIME_TO_LIVE_SWEEP = Duration.ofMinutes(10);
    static final Duration LATEST_RESTORABLE_TRAIL = Duration.ofMinutes(5);
    static final Duration STREAM_RETENTION = Duration.ofHours(24);
    static final Duration SHARD_ITERATOR_LIFE = Duration.ofMinutes(15);

    /** Not scaled: a window into the past, not a wait. */
    static final Duration SYSTEM_BACKUP_RETENTION = Duration.ofDays(35);

    private Durations() {}
}
