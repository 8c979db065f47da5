package dev.dynamorecovery.lab.sample;

import java.util.List;
import java.util.function.BooleanSupplier;

/** What a sample writer has done so far. */
public final class SampleWriterCounts {

    private long changes;
    private long transactions;
    private long inserts;
    private long updates;
    private long deletes;
    private long ordersErased;
    private long conflicts;

    /** Business transactions acknowledged, of one item or more. */
    public synchronized long changes() {
        return changes;
    }

    /** Changes of more than one item, made all or none. */
    public synchronized long transactions() {
        return transactions;
    }

    public synchronized long inserts() {
        return inserts;
    }

    public synchronized long updates() {
        return updates;
    }

    public synchronized long deletes() {
        return deletes;
    }

    /** Changes refused because an item was not what the writer believed: none, unless somebody else writes too. */
    public synchronized long conflicts() {
        return conflicts;
    }

    synchronized void acknowledged(List<SampleWrite> writes) {
        changes++;
        if (writes.size() > 1) {
            transactions++;
        }
        for (SampleWrite write : writes) {
            switch (write) {
                case SampleWrite.Insert insert -> inserts++;
                case SampleWrite.Update update -> updates++;
                case SampleWrite.Delete delete -> {
                    deletes++;
                    ordersErased += delete.table() == SampleTable.ORDERS ? 1 : 0;
                }
            }
        }
        notifyAll();
    }

    synchronized void conflict() {
        conflicts++;
    }

    synchronized void wake() {
        notifyAll();
    }

    synchronized void awaitAtLeast(long wantedChanges, long wantedErasures, BooleanSupplier over)
            throws InterruptedException {
        while ((changes < wantedChanges || ordersErased < wantedErasures) && !over.getAsBoolean()) {
            wait();
        }
    }
}
