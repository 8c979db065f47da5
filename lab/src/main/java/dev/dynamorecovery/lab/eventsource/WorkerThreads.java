package dev.dynamorecovery.lab.eventsource;

import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads that do one step after the other until they are stopped, and wait a poll's interval when there is nothing. */
final class WorkerThreads implements AutoCloseable {

    /** Lambda polls a shard four times a second; the lab never more often than every 10 real milliseconds. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    private static final Duration SHORTEST_POLL_INTERVAL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final System.Logger LOGGER = System.getLogger(WorkerThreads.class.getName());

    /** What a thread does again and again. */
    @FunctionalInterface
    interface Work {

        Next step() throws IOException, InterruptedException;
    }

    /** What follows a step. */
    enum Next {
        AT_ONCE,
        AFTER_A_WHILE,
        NEVER
    }

    private final LabTime time;
    private final List<Thread> threads = new ArrayList<>();

    WorkerThreads(LabTime time) {
        this.time = time;
    }

    void start(String name, Work work) {
        threads.add(Thread.ofVirtual().name(name).start(() -> run(name, work)));
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                if (!thread.join(PATIENCE)) {
                    LOGGER.log(Level.WARNING, "{0} did not stop within {1}", thread.getName(), PATIENCE);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String name, Work work) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Next next = step(name, work);
                if (next == Next.NEVER) {
                    return;
                }
                if (next == Next.AFTER_A_WHILE) {
                    time.pauseAtLeast(POLL_INTERVAL, SHORTEST_POLL_INTERVAL);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Next step(String name, Work work) throws InterruptedException {
        try {
            return work.step();
        } catch (IOException | RuntimeException failure) {
            // The source stays as it was: the next step tries again.
            LOGGER.log(Level.WARNING, "event source mapping " + name + " failed", failure);
            return Next.AFTER_A_WHILE;
        }
    }
}
