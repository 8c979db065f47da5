package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.changelog.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what last-writer-wins dropped of one item, from what both Regions' logs tell of it.
 *
 * <p>A state is lost when replication replaced it by a write whose writer had not seen it: the state is not in that
 * write's lineage. Where the logs leave it open who wrote, both are taken to be true, so that rather too much is told
 * than too little. An item whose two states are the same in all but the way there has lost nothing.
 */
final class ItemReconciliation {

    private final HandOver handOver;
    private final RegionHistory left;
    private final RegionHistory entered;

    ItemReconciliation(HandOver handOver, List<Change> inLeft, List<Change> inEntered) {
        this.handOver = handOver;
        this.left = new RegionHistory(handOver.left(), inLeft);
        this.entered = new RegionHistory(handOver.entered(), inEntered);
        entered.traceTo(left, handOver);
        left.traceTo(entered, handOver);
    }

    /** Whether a change of the item is missing from one of the logs: then nothing follows from them. */
    boolean isBroken() {
        return left.isBroken() || entered.isBroken();
    }

    /** Every state that was lost, and then those that were if somebody was late; in the order of the logs. */
    List<LostVersion> lost() {
        List<LostVersion> lost = new ArrayList<>();
        collect(left, entered, lost);
        collect(entered, left, lost);
        for (LostVersion perhaps : new LateWrites(handOver, left, entered).perhapsLost()) {
            if (lost.stream().noneMatch(perhaps::namesTheSameAs)) {
                lost.add(perhaps);
            }
        }
        return lost;
    }

    /**
     * Whether the last write of the Region that was left has neither arrived in the other one nor been replaced: which of
     * the two becomes of it is still open.
     */
    boolean isPending() {
        int last = left.size() - 1;
        if (last < 0 || left.origin(last) == RegionHistory.Origin.REPLICA || entered.hasReceived(last)) {
            return false;
        }
        // Where the other log tells of no change, its Region holds what this one held at first.
        ItemVersion held = entered.size() == 0 ? left.before(0) : entered.after(entered.size() - 1);
        return !held.equals(left.after(last));
    }

    private void collect(RegionHistory own, RegionHistory other, List<LostVersion> lost) {
        for (int i = 0; i < own.size(); i++) {
            if (own.origin(i) == RegionHistory.Origin.LOCAL
                    || handOver.longBefore(own.change(i).at())
                    || !mayHaveBeenWrittenHere(own, i)) {
                continue;
            }
            RegionHistory.Lineage lineage = other.lineage(own.source(i));
            List<ItemVersion> builtOn = own.builtOn(i);
            if (!hadSeen(lineage, own.before(i), i - 1, builtOn)) {
                lost.add(lostAt(own, i, lineage, builtOn));
            }
        }
    }

    /** Whether the state before that change was a local writer's. The first one that a log knows may be, too. */
    private boolean mayHaveBeenWrittenHere(RegionHistory own, int index) {
        return index == 0
                ? own.region().equals(handOver.left())
                : own.origin(index - 1) != RegionHistory.Origin.REPLICA;
    }

    /**
     * Whether a writer had seen the state that a change of the other Region had left. The same state from before both went
     * their ways says nothing.
     */
    private static boolean hadSeen(
            RegionHistory.Lineage lineage, ItemVersion state, int change, List<ItemVersion> builtOn) {
        if (change >= 0 && lineage.received() == change) {
            return true;
        }
        for (ItemVersion seen : lineage.states()) {
            if (seen.equals(state)) {
                return true;
            }
            if (builtOn.contains(seen)) {
                return false;
            }
        }
        return false;
    }

    private static LostVersion lostAt(
            RegionHistory own, int index, RegionHistory.Lineage lineage, List<ItemVersion> builtOn) {
        Change overwriting = own.change(index);
        Optional<ItemVersion> base =
                lineage.states().stream().filter(builtOn::contains).findFirst();
        return new LostVersion(
                own.region(),
                overwriting.keys(),
                overwriting.position(),
                overwriting.at(),
                index == 0
                        ? Optional.empty()
                        : Optional.of(own.change(index - 1).at()),
                base.map(state -> builtOn.indexOf(state) + 1).orElse(builtOn.size()),
                base.map(state -> new LostVersion.Base(state.item())),
                overwriting.before(),
                overwriting.after(),
                true);
    }
}
