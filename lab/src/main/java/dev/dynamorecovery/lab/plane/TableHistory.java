package dev.dynamorecovery.lab.plane;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Everything that ever happened to a table's items, in order, and what the table holds now. */
final class TableHistory {

    private final Map<ItemKey, ItemImage> current = new ConcurrentHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long sizeBytes;

    /** The item's image as of the last logged change. */
    @Nullable
    ItemImage current(ItemKey key) {
        return current.get(key);
    }

    /** A live view: weakly consistent while writes go on. */
    Map<ItemKey, ItemImage> current() {
        return current;
    }

    int itemCount() {
        return current.size();
    }

    synchronized long sizeBytes() {
        return sizeBytes;
    }

    /** The number of changes so far: the position at which the next one will stand. */
    synchronized int length() {
        return changes.size();
    }

    /** Logs a new image; a write that changes nothing leaves no trace, as on AWS. */
    synchronized boolean append(long sequence, Instant at, Write write) {
        ItemImage before = current.get(write.key());
        ItemImage after = write.after();
        if (Objects.equals(before, after)) {
            return false;
        }
        changes.add(new Change(sequence, at, write.key(), before, after, write.byTimeToLive()));
        if (after == null) {
            current.remove(write.key());
        } else {
            current.put(write.key(), after);
        }
        sizeBytes += sizeOf(after) - sizeOf(before);
        return true;
    }

    /** Up to {@code limit} changes from a position on. */
    synchronized List<Change> read(int position, int limit) {
        int end = (int) Math.min(changes.size(), (long) position + limit);
        return List.copyOf(changes.subList(Math.min(position, end), end));
    }

    /** How many changes are stamped at or before an instant. */
    synchronized int lengthAt(Instant instant) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes.get(middle).at().isAfter(instant)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The position of the first change whose sequence is at least the given one. */
    synchronized int positionOf(long sequence) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes.get(middle).sequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What the table held after its first {@code length} changes. */
    Map<ItemKey, ItemImage> stateAfter(int length) {
        Map<ItemKey, ItemImage> state = new HashMap<>();
        for (Change change : read(0, length)) {
            Optional.ofNullable(change.after())
                    .ifPresentOrElse(after -> state.put(change.key(), after), () -> state.remove(change.key()));
        }
        return state;
    }

    private static int sizeOf(@Nullable ItemImage image) {
        return image == null ? 0 : image.sizeBytes();
    }
}
