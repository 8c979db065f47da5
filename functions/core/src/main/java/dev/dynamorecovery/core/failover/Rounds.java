package dev.dynamorecovery.core.failover;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Rounds of work at a fixed rate within a bounded time. The instants at which rounds begin are fixed beforehand, so that a
 * slow round delays none but the next.
 */
public final class Rounds {

    /** How time passes between two rounds. */
    @FunctionalInterface
    public interface Pause {
        void await(Duration duration) throws InterruptedException;
    }

    private final InstantSource time;
    private final Pause pause;

    public Rounds(InstantSource time, Pause pause) {
        this.time = time;
        this.pause = pause;
    }

    /**
     * Runs rounds until the time is over or the thread is interrupted; the first begins at once. No round begins so late
     * that it could not take {@code every} before the end.
     *
     * @return how many were run
     */
    public int run(Duration every, Duration within, Runnable round) {
        Instant end = time.instant().plus(within);
        Instant due = time.instant();
        int count = 0;
        while (!due.plus(every).isAfter(end) || count == 0) {
            round.run();
            count++;
            Instant now = time.instant();
            due = due.plus(every);
            while (due.isBefore(now)) {
                due = due.plus(every);
            }
            if (due.plus(every).isAfter(end)) {
                break;
            }
            try {
                pause.await(Duration.between(now, due));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return count;
    }
}
