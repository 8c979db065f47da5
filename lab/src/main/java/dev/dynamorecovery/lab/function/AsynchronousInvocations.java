package dev.dynamorecovery.lab.function;

import dev.dynamorecovery.lab.time.LabTime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Events that nobody waits for: tried, and tried again after one and after two (scaled) minutes, as Lambda does. */
public final class AsynchronousInvocations implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(AsynchronousInvocations.class.getName());
    private static final List<Duration> DELAYS = List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final FunctionHost host;
    private final LabTime time;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public AsynchronousInvocations(FunctionHost host, LabTime time) {
        this.host = host;
        this.time = time;
    }

    /** Takes an event for a function; returns at once. */
    public void accept(String function, byte[] event) {
        threads.execute(() -> deliver(function, event));
    }

    /** Takes an event for a function; returns when it was delivered or given up. */
    public void deliver(String function, byte[] event) {
        try {
            for (Duration delay : DELAYS) {
                time.pause(delay);
                if (succeeds(function, event)) {
                    return;
                }
            }
            LOGGER.log(Level.ERROR, "event for {0} given up after {1} attempts", function, DELAYS.size());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean succeeds(String function, byte[] event) throws InterruptedException {
        try {
            return host.invoke(function, event).functionError().isEmpty();
        } catch (InvocationException refused) {
            LOGGER.log(Level.WARNING, "event for {0} refused: {1}", function, refused.getMessage());
            return false;
        }
    }

    /** Takes no more events and waits until those it has are done with. */
    public void await(Duration patience) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("events were still being delivered after " + patience);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
