package dev.dynamorecovery.lab.plane;

import dev.dynamorecovery.lab.time.LabTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one order of all changes in a Region: gives each its sequence number and its time.
 *
 * <p>A caller holds the locks of the items that it logs, so the order per item is the engine's own. Times never go
 * back: therefore a table's state at an instant is a prefix of its history, and once the clock has passed that instant
 * the prefix never grows.
 */
final class WriteAheadLog {

    private final LabTime time;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant last = Instant.EPOCH;
    private long sequence;

    WriteAheadLog(LabTime time) {
        this.time = time;
    }

    /** Logs writes that became visible together: all get the same time; those that changed nothing are left out. */
    List<Change> append(Collection<Write> writes) {
        if (writes.isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>(writes.size());
        lock.lock();
        try {
            Instant at = stamp();
            for (Write write : writes) {
                Change change = write.history().append(sequence + 1, at, write);
                if (change != null) {
                    sequence++;
                    changes.add(change);
                }
            }
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** The time that a change logged now would bear; later ones bear it or a later one. */
    Instant now() {
        lock.lock();
        try {
            return stamp();
        } finally {
            lock.unlock();
        }
    }

    /** The sequence number of the newest change. */
    long sequence() {
        lock.lock();
        try {
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    private Instant stamp() {
        Instant now = time.now().truncatedTo(ChronoUnit.MILLIS);
        if (now.isAfter(last)) {
            last = now;
        }
        return last;
    }
}
