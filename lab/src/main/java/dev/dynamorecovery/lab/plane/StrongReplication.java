package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replication with multi-Region strong consistency: the replicas share the locks of their items, a write is applied in
 * every Region that can be reached before it is answered, and a Region that was cut off learns what it missed before
 * it answers again. So there is one order of all writes and strongly consistent reads, wherever they are made.
 *
 * <p>AWS needs two of the three Regions: one that reaches no other neither writes nor reads strongly consistently.
 */
@SuppressWarnings("try") // a lock is held, not looked at
final class StrongReplication {

    private final ReplicationLinks links;
    private final ReplicaWriter writer;

    StrongReplication(ReplicationLinks links, ReplicaWriter writer) {
        this.links = links;
        this.writer = writer;
    }

    /**
     * Makes a table ready for writes and strongly consistent reads; the caller holds no lock of it yet.
     *
     * @throws DynamoDbFault a server error, when its Region is cut off
     */
    void prepare(Table table) throws IOException {
        GlobalTable global = table.globalTable().filter(GlobalTable::strong).orElse(null);
        if (global == null) {
            return;
        }
        requireMajority(global, table);
        try (TableLocks.Held held = TableLocks.tables(List.of(table))) {
            catchUp(global, table.region());
        }
    }

    /** Checks again, under the locks of what is read or written, that the Region was not cut off since. */
    void requireReady(Table table) {
        GlobalTable global = table.globalTable().filter(GlobalTable::strong).orElse(null);
        if (global == null) {
            return;
        }
        requireMajority(global, table);
        Deque<Change> missed = global.missed(table.region());
        synchronized (missed) {
            if (!missed.isEmpty()) {
                throw DynamoDbFault.server("the replica in " + table.region() + " is catching up: try again");
            }
        }
    }

    /** Tells the other Regions of changes that were just logged; the caller still holds the items' locks. */
    void writeThrough(Table table, List<Change> changes) throws IOException {
        GlobalTable global = table.globalTable().filter(GlobalTable::strong).orElse(null);
        if (global == null) {
            return;
        }
        for (GlobalTable.Replica other : global.others(table.region())) {
            if (links.connected(new RegionPair(table.region(), other.name()))) {
                apply(other, changes);
            } else {
                Deque<Change> missed = global.missed(other.name());
                synchronized (missed) {
                    missed.addAll(changes);
                }
            }
        }
    }

    /** Tells Regions that can be reached again what they missed. */
    void catchUp(GlobalTable global) throws IOException {
        for (GlobalTable.Replica replica : global.replicas()) {
            if (hasMajority(global, replica.name())) {
                try (TableLocks.Held held = TableLocks.tables(List.of(replica.table()))) {
                    catchUp(global, replica.name());
                }
            }
        }
    }

    /** How many changes a Region has missed. */
    static int missed(GlobalTable global, String region) {
        Deque<Change> missed = global.missed(region);
        synchronized (missed) {
            return missed.size();
        }
    }

    private void catchUp(GlobalTable global, String region) throws IOException {
        Deque<Change> missed = global.missed(region);
        GlobalTable.Replica replica = global.replica(region).orElseThrow();
        for (Change next = peek(missed); next != null; next = peek(missed)) {
            writer.apply(replica, List.of(next));
            synchronized (missed) {
                missed.remove();
            }
        }
    }

    private static @Nullable Change peek(Deque<Change> missed) {
        synchronized (missed) {
            return missed.peek();
        }
    }

    private void apply(GlobalTable.Replica replica, List<Change> changes) throws IOException {
        for (int start = 0; start < changes.size(); start += ReplicaWriter.MAXIMUM_CHANGES) {
            int end = Math.min(changes.size(), start + ReplicaWriter.MAXIMUM_CHANGES);
            writer.apply(replica, changes.subList(start, end));
        }
    }

    private void requireMajority(GlobalTable global, Table table) {
        if (!hasMajority(global, table.region())) {
            throw DynamoDbFault.server("the replica in " + table.region()
                    + " reaches no other Region: strongly consistent reads and writes need two of three");
        }
    }

    private boolean hasMajority(GlobalTable global, String region) {
        return global.others(region).stream()
                .anyMatch(other -> links.connected(new RegionPair(region, other.name()))
                        && links.connected(new RegionPair(other.name(), region)));
    }
}
