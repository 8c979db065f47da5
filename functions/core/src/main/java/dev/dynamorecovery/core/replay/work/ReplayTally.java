package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.replay.ConflictCause;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay came to, in numbers. An item is counted once.
 *
 * @param changes the changes that were replayed, those left out included
 * @param leftOut the changes that were left out, or taken out
 * @param items the items that were looked at
 * @param created items that were put where none was
 * @param changed items of which values were written
 * @param deleted items that were deleted
 * @param inPlace items that were as they had to be; also those that an attempt before, which was interrupted, wrote
 * @param conflicts items that were left as they are, by the reason
 * @param entangled items in which a kept change had written what a change left out wrote before
 * @param differing items that, for what is left out, have to differ from the last state of the log
 * @param deletedByUnknown deletions of which nobody can say whether the writer that is left out made them
 */
public record ReplayTally(
        long changes,
        long leftOut,
        long items,
        long created,
        long changed,
        long deleted,
        long inPlace,
        Map<ConflictCause, Long> conflicts,
        long entangled,
        long differing,
        long deletedByUnknown) {

    /** Nothing. */
    public static final ReplayTally NONE = new ReplayTally(0, 0, 0, 0, 0, 0, 0, Map.of(), 0, 0, 0);

    public ReplayTally {
        conflicts = Map.copyOf(conflicts);
    }

    /** The items written, or that would be. */
    public long written() {
        return created + changed + deleted;
    }

    /** The items left as they are. */
    public long conflicting() {
        return conflicts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Both together. */
    public ReplayTally plus(ReplayTally other) {
        Map<ConflictCause, Long> all = new TreeMap<>(conflicts);
        other.conflicts.forEach((cause, count) -> all.merge(cause, count, Long::sum));
        return new ReplayTally(
                changes + other.changes,
                leftOut + other.leftOut,
                items + other.items,
                created + other.created,
                changed + other.changed,
                deleted + other.deleted,
                inPlace + other.inPlace,
                all,
                entangled + other.entangled,
                differing + other.differing,
                deletedByUnknown + other.deletedByUnknown);
    }
}
