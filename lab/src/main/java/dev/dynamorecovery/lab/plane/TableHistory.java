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

    private final String region;
    private final Map<ItemKey, ItemImage> current = new ConcurrentHashMap<>();
    private final Map<ItemKey, ItemVersion> versions = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long sizeBytes;

    /** @param region in whose name a write is a version of its item */
    TableHistory(String region) {
        this.region = region;
    }

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

    /**
     * Logs a new image; a write that changes nothing leaves no trace, as on AWS, save that a replicated one is
     * remembered as the item's newest version.
     *
     * @return null when nothing changed
     */
    synchronized @Nullable Change append(long sequence, Instant at, Write write) {
        ItemImage before = current.get(write.key());
        ItemImage after = write.after();
        ItemVersion replicated = write.replicated();
        if (Objects.equals(before, after)) {
            if (replicated != null) {
                versions.put(write.key(), replicated);
            }
            return null;
        }
        ItemVersion version = replicated == null ? ownVersion(write.key(), at) : replicated;
        versions.put(write.key(), version);
        Change change = new Change(sequence, at, write.key(), before, after, write.byTimeToLive(), version);
        changes.add(change);
        if (after == null) {
            current.remove(write.key());
        } else {
            current.put(write.key(), after);
        }
        sizeBytes += sizeOf(after) - sizeOf(before);
        return change;
    }

    /** Whether a version wins over the one that the item has here, or had when it was deleted. */
    synchronized boolean yieldsTo(ItemKey key, ItemVersion version) {
        ItemVersion known = versions.get(key);
        return known == null || known.compareTo(version) < 0;
    }

    /** Who wrote the item last, also when that was its deletion; null for an item that was never here. */
    synchronized @Nullable ItemVersion version(ItemKey key) {
        return versions.get(key);
    }

    /** The version of every item that is or was here. */
    synchronized Map<ItemKey, ItemVersion> versions() {
        return Map.copyOf(versions);
    }

    /** Takes over what another replica knows of items that it no longer has. */
    synchronized void adopt(ItemKey key, ItemVersion version) {
        versions.merge(key, version, (known, other) -> known.compareTo(other) < 0 ? other : known);
    }

    /** A write here has seen what was here: it wins over that, also where clocks differ or stand still. */
    private ItemVersion ownVersion(ItemKey key, Instant at) {
        ItemVersion known = versions.get(key);
        if (known == null || at.isAfter(known.writtenAt())) {
            return new ItemVersion(at, region);
        }
        return new ItemVersion(known.writtenAt().plusNanos(1), region);
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
