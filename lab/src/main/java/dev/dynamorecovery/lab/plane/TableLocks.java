package dev.dynamorecovery.lab.plane;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The locks that put a table's writes in order: shared for writes that name their items, which then take the lock of
 * each item; exclusive for those that do not.
 *
 * <p>Everybody takes table locks first, in the order of their names, then item locks, in the order of table and
 * stripe: so nobody waits in a circle.
 */
final class TableLocks {

    private static final int STRIPES = 1024;

    private final ReentrantReadWriteLock table = new ReentrantReadWriteLock();
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    TableLocks() {
        for (int index = 0; index < STRIPES; index++) {
            stripes[index] = new ReentrantLock();
        }
    }

    /** What is held, until closed. */
    static final class Held implements AutoCloseable {

        private final Deque<Lock> locks = new ArrayDeque<>();

        private void take(Lock lock) {
            lock.lock();
            locks.push(lock);
        }

        @Override
        public void close() {
            while (!locks.isEmpty()) {
                locks.pop().unlock();
            }
        }
    }

    private record Stripe(Table table, int index) {}

    /** Locks some items. */
    static Held items(List<Target> targets) {
        Held held = new Held();
        if (targets.size() == 1) {
            Target target = targets.getFirst();
            held.take(target.table().locks().table.readLock());
            held.take(target.table().locks().stripes[stripeOf(target.key())]);
            return held;
        }
        TreeSet<Stripe> stripes = new TreeSet<>(
                Comparator.<Stripe, String>comparing(stripe -> stripe.table().name())
                        .thenComparing(stripe -> stripe.table().id())
                        .thenComparingInt(Stripe::index));
        targets.forEach(target -> stripes.add(new Stripe(target.table(), stripeOf(target.key()))));
        stripes.stream()
                .map(Stripe::table)
                .distinct()
                .forEach(table -> held.take(table.locks().table.readLock()));
        stripes.forEach(stripe -> held.take(stripe.table().locks().stripes[stripe.index()]));
        return held;
    }

    /** Locks whole tables. */
    static Held tables(Collection<Table> tables) {
        Held held = new Held();
        tables.stream()
                .sorted(Comparator.comparing(Table::name).thenComparing(Table::id))
                .distinct()
                .forEach(table -> held.take(table.locks().table.writeLock()));
        return held;
    }

    private static int stripeOf(ItemKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }
}
