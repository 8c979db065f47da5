package dev.dynamorecovery.core.failover.reconcile;

import java.util.ArrayList;
import java.util.List;

/**
 * What both Regions' logs tell of a table, or a part of it.
 *
 * @param items how many items they tell of
 * @param lost every state that last-writer-wins has dropped, or may have
 * @param pending of how many items a write is on its way still, so that it is open whether it is lost
 * @param broken of how many items a change is missing from a log, so that nothing can be said
 */
public record TableFindings(long items, List<LostVersion> lost, long pending, long broken) {

    /** Nothing looked at. */
    public static final TableFindings NONE = new TableFindings(0, List.of(), 0, 0);

    public TableFindings {
        lost = List.copyOf(lost);
    }

    /** Those of two parts. */
    public TableFindings plus(TableFindings other) {
        List<LostVersion> all = new ArrayList<>(lost);
        all.addAll(other.lost);
        return new TableFindings(items + other.items, all, pending + other.pending, broken + other.broken);
    }
}
