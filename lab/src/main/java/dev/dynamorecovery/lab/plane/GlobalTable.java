package dev.dynamorecovery.lab.plane;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Tables of one name in several Regions that hold the same items: at some time, or at any time. */
final class GlobalTable {

    /** Version 2019.11.21, the only one that AWS still makes. */
    static final String VERSION = "2019.11.21";

    /** The table in one Region. */
    record Replica(RegionState region, Table table) {

        String name() {
            return region.name();
        }
    }

    /** How many writes of an item a Region has under way. */
    private record Writers(String region, int count) {}

    private final boolean strong;
    private final Map<ItemKey, Writers> writing = new HashMap<>();
    private final NavigableMap<String, Replica> replicas = new ConcurrentSkipListMap<>();
    private final Map<RegionPair, Integer> positions = new ConcurrentHashMap<>();
    private final Map<String, Deque<Change>> missed = new ConcurrentHashMap<>();

    /** @param strong with multi-Region strong consistency, else with eventual */
    GlobalTable(boolean strong) {
        this.strong = strong;
    }

    boolean strong() {
        return strong;
    }

    String consistency() {
        return strong ? "STRONG" : "EVENTUAL";
    }

    Collection<Replica> replicas() {
        return replicas.values();
    }

    Optional<Replica> replica(String region) {
        return Optional.ofNullable(replicas.get(region));
    }

    List<Replica> others(String region) {
        return replicas.values().stream()
                .filter(replica -> !replica.name().equals(region))
                .toList();
    }

    void add(Replica replica) {
        replicas.put(replica.name(), replica);
        replica.table().globalTable(Optional.of(this));
    }

    /** Takes a replica out; the last one that stays is a table of one Region again. */
    void remove(Replica replica) {
        replicas.remove(replica.name());
        replica.table().globalTable(Optional.empty());
        positions.keySet().removeIf(pair -> pair.names(replica.name()));
        missed.remove(replica.name());
        if (replicas.size() == 1) {
            replicas.firstEntry().getValue().table().globalTable(Optional.empty());
            replicas.clear();
        }
    }

    /** How far one Region's changes have come to another: a position in the history of the first. */
    int position(RegionPair pair) {
        return positions.getOrDefault(pair, 0);
    }

    void position(RegionPair pair, int position) {
        positions.put(pair, position);
    }

    /** Notes that a Region begins to write an item; false while another one is at it. */
    boolean beginWrite(ItemKey key, String region) {
        synchronized (writing) {
            Writers writers = writing.get(key);
            if (writers != null && !writers.region().equals(region)) {
                return false;
            }
            writing.put(key, new Writers(region, writers == null ? 1 : writers.count() + 1));
            return true;
        }
    }

    /** Notes that a write which had begun has ended, however it did. */
    void endWrite(ItemKey key) {
        synchronized (writing) {
            writing.computeIfPresent(
                    key,
                    (item, writers) ->
                            writers.count() == 1 ? null : new Writers(writers.region(), writers.count() - 1));
        }
    }

    /** What a Region could not be told while it was cut off, oldest first; for strong consistency only. */
    Deque<Change> missed(String region) {
        return missed.computeIfAbsent(region, cutOff -> new ArrayDeque<>());
    }
}
