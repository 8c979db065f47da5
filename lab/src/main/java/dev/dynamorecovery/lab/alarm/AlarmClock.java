package dev.dynamorecovery.lab.alarm;

import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.template.QueueDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Judges the alarms of a Region again and again, and measures its queues, while the Region lives. */
public final class AlarmClock implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(AlarmClock.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(250);

    private final Thread thread;

    private AlarmClock(Thread thread) {
        this.thread = thread;
    }

    /** Starts it. */
    public static AlarmClock start(
            Alarms alarms,
            Metrics metrics,
            List<QueueDefinition> definitions,
            Queues queues,
            LabTime time,
            BooleanSupplier running) {
        QueueMetrics waiting = new QueueMetrics(definitions, queues, metrics, time);
        return new AlarmClock(Thread.ofVirtual().name("alarms").start(() -> {
            try {
                while (true) {
                    time.pauseAtLeast(INTERVAL, SHORTEST);
                    if (running.getAsBoolean()) {
                        look(waiting, alarms);
                    }
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private static void look(QueueMetrics waiting, Alarms alarms) {
        try {
            waiting.measure();
            alarms.evaluate();
        } catch (RuntimeException failure) {
            LOGGER.log(Level.ERROR, "alarms could not be judged", failure);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
