package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Replication with eventual consistency: reads what a Region's own clients wrote from the log, and hands each change
 * to every other Region once it has been on its way long enough. What came by replication goes no further.
 */
final class EventualReplication {

    private static final int CHANGES_PER_READ = 500;

    private final ReplicationLinks links;
    private final ReplicaWriter writer;
    private final Consumer<ReplicationLatency> observer;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    EventualReplication(ReplicationLinks links, ReplicaWriter writer, Consumer<ReplicationLatency> observer) {
        this.links = links;
        this.writer = writer;
        this.observer = observer;
    }

    /** Delivers everything that is due in some global tables. */
    void deliver(Collection<GlobalTable> globalTables) throws IOException {
        oneAtATime.lock();
        try {
            for (GlobalTable global : globalTables) {
                for (GlobalTable.Replica source : global.replicas()) {
                    for (GlobalTable.Replica receiver : global.others(source.name())) {
                        deliver(global, source, receiver);
                    }
                }
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    /** How many writes of one Region have not come to the other. */
    long backlog(Collection<GlobalTable> globalTables, RegionPair pair) {
        return globalTables.stream()
                .flatMap(global -> global.replica(pair.from()).stream()
                        .filter(source -> global.replica(pair.to()).isPresent())
                        .flatMap(source ->
                                source.table().history().read(global.position(pair), Integer.MAX_VALUE).stream()))
                .filter(change -> change.version().region().equals(pair.from()))
                .count();
    }

    private void deliver(GlobalTable global, GlobalTable.Replica source, GlobalTable.Replica receiver)
            throws IOException {
        RegionPair pair = new RegionPair(source.name(), receiver.name());
        TableHistory history = source.table().history();
        List<Change> changes = history.read(global.position(pair), CHANGES_PER_READ);
        while (!changes.isEmpty() && links.flows(pair)) {
            Instant now = source.region().time().now();
            Batch batch = batch(changes, pair, now.minus(links.lag(pair)));
            if (!batch.changes().isEmpty()) {
                writer.apply(receiver, batch.changes());
                Instant oldest = batch.changes().getFirst().at();
                observer.accept(new ReplicationLatency(
                        source.table().name(),
                        pair.from(),
                        pair.to(),
                        now,
                        Duration.between(oldest, now),
                        batch.changes().size()));
            }
            if (batch.length() == 0) {
                return;
            }
            global.position(pair, global.position(pair) + batch.length());
            changes = history.read(global.position(pair), CHANGES_PER_READ);
        }
    }

    /** @param length how many changes of the history it covers, those that are not to be replicated included */
    private record Batch(List<Change> changes, int length) {}

    /** Changes of different items, up to the first that is not due. */
    private static Batch batch(List<Change> changes, RegionPair pair, Instant dueUpTo) {
        List<Change> batch = new ArrayList<>();
        Set<ItemKey> keys = new HashSet<>();
        int length = 0;
        for (Change change : changes) {
            if (change.version().region().equals(pair.from())) {
                if (change.at().isAfter(dueUpTo)
                        || batch.size() == ReplicaWriter.MAXIMUM_CHANGES
                        || !keys.add(change.key())) {
                    break;
                }
                batch.add(change);
            }
            length++;
        }
        return new Batch(batch, length);
    }
}
