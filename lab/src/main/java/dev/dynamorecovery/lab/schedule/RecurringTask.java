package dev.dynamorecovery.lab.schedule;

import dev.dynamorecovery.lab.time.LabTime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Something that is done whenever a schedule is due by the lab's time, at most once in a real second. */
public final class RecurringTask implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(RecurringTask.class.getName());
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

    private final Thread thread;

    private RecurringTask(Thread thread) {
        this.thread = thread;
    }

    /**
     * Starts the clock.
     *
     * @param running what is due while it is false is left out
     * @throws dev.dynamorecovery.lab.template.TemplateException when the expression is no schedule
     */
    public static RecurringTask start(
            String name, String expression, LabTime time, BooleanSupplier running, Runnable action) {
        Schedule schedule = Schedule.parse(expression);
        return new RecurringTask(Thread.ofVirtual().name(name).start(() -> run(name, schedule, time, running, action)));
    }

    private static void run(String name, Schedule schedule, LabTime time, BooleanSupplier running, Runnable action) {
        Instant due = time.now();
        try {
            while (true) {
                Instant next = schedule.next(due);
                if (next.equals(Instant.MAX)) {
                    return;
                }
                time.pauseAtLeast(Duration.between(due, next), SHORTEST_PERIOD);
                due = next;
                if (running.getAsBoolean()) {
                    action.run();
                }
            }
        } catch (InterruptedException closing) {
            LOGGER.log(Level.DEBUG, name + " ends", closing);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
