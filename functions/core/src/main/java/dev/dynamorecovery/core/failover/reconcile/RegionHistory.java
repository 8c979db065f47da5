package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one Region's log tells of one item: its states one after the other, and where each came from. */
final class RegionHistory {

    /** Where a state came from. A stream does not say it. */
    enum Origin {
        /** A writer in this Region. */
        LOCAL,
        /** Replication. */
        REPLICA,
        /** One or the other: what follows from either counts. */
        EITHER
    }

    private static final int NOWHERE = -1;

    private final String region;
    private final List<Change> changes;
    private final List<ItemVersion> before = new ArrayList<>();
    private final List<ItemVersion> after = new ArrayList<>();
    private final Map<ItemVersion, List<Integer>> places = new HashMap<>();
    private final Origin[] origins;
    private final int[] sources;

    /** @param changes of one item, in any order; a change that is given twice counts once */
    RegionHistory(String region, List<Change> changes) {
        this.region = region;
        this.changes = inOrder(changes);
        for (int i = 0; i < this.changes.size(); i++) {
            before.add(ItemVersion.of(this.changes.get(i).before()));
            after.add(ItemVersion.of(this.changes.get(i).after()));
            places.computeIfAbsent(after.get(i), version -> new ArrayList<>()).add(i);
        }
        this.origins = new Origin[size()];
        this.sources = new int[size()];
        Arrays.fill(origins, Origin.LOCAL);
        Arrays.fill(sources, NOWHERE);
    }

    private static List<Change> inOrder(List<Change> changes) {
        List<Change> ordered = new ArrayList<>();
        for (Change change :
                changes.stream().sorted(Comparator.comparing(Change::position)).toList()) {
            boolean repeated = !ordered.isEmpty()
                    && ordered.getLast().position().stream().equals(change.position().stream())
                    && ordered.getLast()
                            .position()
                            .sequence()
                            .equals(change.position().sequence());
            if (!repeated) {
                ordered.add(change);
            }
        }
        return ordered;
    }

    String region() {
        return region;
    }

    int size() {
        return changes.size();
    }

    Change change(int index) {
        return changes.get(index);
    }

    ItemVersion before(int index) {
        return before.get(index);
    }

    ItemVersion after(int index) {
        return after.get(index);
    }

    Origin origin(int index) {
        return origins[index];
    }

    /** The changes that left that state, in their order. */
    List<Integer> leaving(ItemVersion state) {
        return places.getOrDefault(state, List.of());
    }

    /** The change of the other Region's history that replication brought here; only of what is no local write. */
    int source(int index) {
        return sources[index];
    }

    /** Whether some change here was brought by replication from that change of the other history. */
    boolean hasReceived(int source) {
        return Arrays.stream(sources).anyMatch(known -> known == source);
    }

    /** Whether a change starts from another state than the one before it left: one is missing between. */
    boolean isBroken() {
        for (int i = 1; i < size(); i++) {
            if (!before.get(i).equals(after.get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds out where each state came from, given the other Region's history. Of two histories, that of the Region which
     * was entered goes first: what it is known to have received cannot have come from there.
     */
    void traceTo(RegionHistory other, HandOver handOver) {
        int received = NOWHERE;
        for (int i = 0; i < size(); i++) {
            int source = source(i, other, handOver, received);
            if (source == NOWHERE) {
                continue;
            }
            origins[i] = originGiven(i, other, source, handOver);
            if (origins[i] != Origin.LOCAL) {
                sources[i] = source;
            }
            if (origins[i] == Origin.REPLICA) {
                received = source;
            }
        }
    }

    /**
     * The earliest change of the other Region that replication may have brought here, in its order. As a last resort one
     * that was held to have been brought there by another change: where states come back, that may be wrong.
     */
    private int source(int index, RegionHistory other, HandOver handOver, int received) {
        Instant stamp = changes.get(index).at();
        boolean mayBeLocal = mayBeLocal(index, handOver);
        int lastResort = NOWHERE;
        for (int candidate : other.leaving(after.get(index))) {
            Instant written = other.changes.get(candidate).at();
            if (other.mayBeLocal(candidate, handOver) && !written.isAfter(stamp.plus(handOver.clockTolerance()))) {
                boolean won = !mayBeLocal || !overtaken(index, written, handOver);
                if (won && candidate > received && other.origins[candidate] != Origin.REPLICA) {
                    return candidate;
                }
                boolean recent =
                        !region.equals(handOver.entered()) || !stamp.isAfter(written.plus(handOver.clockTolerance()));
                if (won && recent && other.sources[candidate] != index) {
                    lastResort = candidate;
                }
            }
        }
        return lastResort;
    }

    /** Whether what was written then in the other Region cannot have won over the local write that stood here. */
    private boolean overtaken(int index, Instant written, HandOver handOver) {
        return index > 0
                && origins[index - 1] != Origin.REPLICA
                && changes.get(index - 1).at().isAfter(written.plus(handOver.clockTolerance()));
    }

    private boolean mayBeLocal(int index, HandOver handOver) {
        // Expired items are deleted in a Region that takes no writes, too.
        return changes.get(index).origin() == ChangeOrigin.TIME_TO_LIVE
                || handOver.mayWrite(region, changes.get(index).at());
    }

    private Origin originGiven(int index, RegionHistory other, int source, HandOver handOver) {
        if (!mayBeLocal(index, handOver)) {
            return Origin.REPLICA;
        }
        Instant here = changes.get(index).at();
        Instant there = other.changes.get(source).at();
        if (before.get(index).equals(other.before.get(source))) {
            // One write, on one state: whoever made it, nothing was passed over.
            boolean ours = handOver.tookWritesAt(region, here.isBefore(there) ? here : there);
            return ours ? Origin.LOCAL : Origin.REPLICA;
        }
        return here.isAfter(there.plus(handOver.clockTolerance())) ? Origin.REPLICA : Origin.EITHER;
    }

    /**
     * What the writer of a change had seen.
     *
     * @param states the state that the change left and those that it was built on, the newest first, back to the last one
     *     that replication had brought, or to the log's beginning
     * @param received the change of the other Region that left the oldest of the states; negative where none did
     */
    record Lineage(List<ItemVersion> states, int received) {}

    /** What the writer of that change had seen, if it was a writer here. */
    Lineage lineage(int index) {
        List<ItemVersion> states = new ArrayList<>(List.of(after.get(index), before.get(index)));
        int oldest = index - 1;
        while (oldest >= 0 && origins[oldest] == Origin.LOCAL) {
            states.add(before.get(oldest));
            oldest--;
        }
        return new Lineage(states, oldest >= 0 && origins[oldest] == Origin.REPLICA ? sources[oldest] : NOWHERE);
    }

    /** The states that the one before that change was built on here, the newest first; without itself. */
    List<ItemVersion> builtOn(int index) {
        List<ItemVersion> states = new ArrayList<>();
        for (int i = index - 1; i >= 0; i--) {
            states.add(before.get(i));
            if (i > 0 && origins[i - 1] == Origin.REPLICA) {
                break;
            }
        }
        return states;
    }
}
