package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds what last-writer-wins dropped of one table, or of the part of it whose keys are wanted: it holds every change of
 * those in memory.
 */
public final class TableReconciliation {

    private record Changes(List<Change> inLeft, List<Change> inEntered) {}

    private final KeySchema schema;
    private final HandOver handOver;
    private final Predicate<ItemKey> wanted;
    private final Map<ItemKey, Changes> items = new TreeMap<>();

    /** @param wanted tells whose changes are looked at */
    public TableReconciliation(KeySchema schema, HandOver handOver, Predicate<ItemKey> wanted) {
        this.schema = schema;
        this.handOver = handOver;
        this.wanted = wanted;
    }

    /** Takes a change of the log of the Region that was left. */
    public void addFromLeft(Change change) {
        add(change, true);
    }

    /** Takes a change of the log of the Region that was entered. */
    public void addFromEntered(Change change) {
        add(change, false);
    }

    private void add(Change change, boolean ofLeft) {
        ItemKey key = ItemKey.of(change.keys(), schema);
        if (wanted.test(key)) {
            Changes changes = items.computeIfAbsent(key, none -> new Changes(new ArrayList<>(), new ArrayList<>()));
            (ofLeft ? changes.inLeft() : changes.inEntered()).add(change);
        }
    }

    /** What was found, after both logs were read. */
    public TableFindings findings() {
        List<LostVersion> lost = new ArrayList<>();
        long pending = 0;
        long broken = 0;
        for (Changes changes : items.values()) {
            ItemReconciliation item = new ItemReconciliation(handOver, changes.inLeft(), changes.inEntered());
            if (item.isBroken()) {
                broken++;
            } else {
                lost.addAll(item.lost());
                pending += item.isPending() ? 1 : 0;
            }
        }
        return new TableFindings(items.size(), lost, pending, broken);
    }
}
