package dev.dynamorecovery.failover;

import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock that moves when somebody waits or a test moves it. Waits of one length move nothing and last until others have
 * let the time pass: as long as two branches of a machine wait side by side, only one of them may lead.
 */
final class LedLabTime implements LabTime {

    private final Duration following;
    private Instant now;
    private int followers;

    LedLabTime(Instant start, Duration following) {
        this.now = start;
        this.following = following;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public double scale() {
        return 1;
    }

    @Override
    public synchronized void pause(Duration nominal) throws InterruptedException {
        if (!nominal.equals(following)) {
            advance(nominal);
            return;
        }
        Instant wake = now.plus(nominal);
        followers++;
        notifyAll();
        try {
            while (now.isBefore(wake)) {
                wait();
            }
        } finally {
            followers--;
        }
    }

    /** Blocks until somebody waits who follows; the next move of the clock counts for that one. */
    synchronized void awaitFollower() throws InterruptedException {
        while (followers == 0) {
            wait();
        }
    }

    synchronized void advance(Duration duration) {
        now = now.plus(duration);
        notifyAll();
    }
}
