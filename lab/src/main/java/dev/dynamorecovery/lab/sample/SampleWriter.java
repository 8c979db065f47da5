package dev.dynamorecovery.lab.sample;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A well-behaved application at work: several threads that keep every invariant, and can be held still.
 *
 * <p>Each thread owns the users whose number falls to it, so that no two threads meet at an item. Each acknowledged
 * change goes into the model.
 */
public final class SampleWriter implements AutoCloseable {

    private final SampleStore store;
    private final SampleModel model;
    private final SampleHistory history = new SampleHistory();
    private final Clock clock;
    private volatile Duration thinkTime;
    private final List<SampleSession> sessions = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<SampleItem> deleted = new ConcurrentLinkedQueue<>();
    private final SampleWriterCounts counts = new SampleWriterCounts();
    private final Semaphore turns;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean stopped;
    private boolean paused;

    /** @param thinkTime how long each thread rests after a change; with the number of threads it bounds the load */
    public SampleWriter(
            SampleStore store, SampleModel model, Clock clock, long seed, int threadCount, Duration thinkTime) {
        this.store = store;
        this.model = model;
        this.clock = clock;
        this.thinkTime = thinkTime;
        this.turns = new Semaphore(threadCount, true);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < threadCount; i++) {
            sessions.add(new SampleSession(model, random.split(), i, threadCount));
        }
    }

    public void start() {
        for (int i = 0; i < sessions.size(); i++) {
            SampleSession session = sessions.get(i);
            threads.add(Thread.ofPlatform().daemon().name("sample-writer-" + i).start(() -> run(session)));
        }
    }

    /** Holds the writer still: when this returns, no change is under way and none begins until it is resumed. */
    public void pause() throws InterruptedException {
        if (!paused) {
            turns.acquire(sessions.size());
            paused = true;
        }
        throwFailure();
    }

    /** Lets each thread rest that long after a change from now on. */
    public void rest(Duration newThinkTime) {
        thinkTime = newThinkTime;
    }

    public void resume() {
        if (paused) {
            paused = false;
            turns.release(sessions.size());
        }
    }

    /** Waits until that many changes, and that many deleted orders among them, were acknowledged since the start. */
    public void awaitChanges(long changes, long erasedOrders) throws InterruptedException {
        counts.awaitAtLeast(changes, erasedOrders, () -> stopped || failure.get() != null);
        throwFailure();
    }

    public SampleWriterCounts counts() {
        return counts;
    }

    /** Each acknowledged change with its time. */
    public SampleHistory history() {
        return history;
    }

    /** Orders that this writer deleted, with what they last held. */
    public List<SampleItem> deletedOrders() {
        return List.copyOf(deleted);
    }

    /** Stops the writer for good, letting each thread finish the change it is at. */
    public void stop() {
        stopped = true;
        resume();
        try {
            for (Thread thread : threads) {
                LockSupport.unpark(thread);
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
        counts.wake();
    }

    @Override
    public void close() {
        stop();
    }

    private void run(SampleSession session) {
        try {
            while (!stopped) {
                turns.acquire();
                try {
                    if (!stopped) {
                        step(session);
                    }
                } finally {
                    turns.release();
                }
                LockSupport.parkNanos(thinkTime.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            counts.wake();
        }
    }

    private void step(SampleSession session) {
        List<SampleWrite> writes = session.next();
        Instant sentAt = clock.instant();
        if (!store.write(writes)) {
            session.forget(writes);
            counts.conflict();
            return;
        }
        Instant acknowledgedAt = clock.instant();
        for (SampleWrite write : writes) {
            history.record(write, sentAt, acknowledgedAt);
            write.applyTo(model);
        }
        for (SampleWrite write : writes) {
            if (write instanceof SampleWrite.Delete delete && delete.table() == SampleTable.ORDERS) {
                deleted.add(new SampleItem(delete.table(), delete.before()));
            }
        }
        counts.acknowledged(writes);
    }

    private void throwFailure() {
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("the sample writer failed: " + cause.getMessage(), cause);
        }
    }
}
