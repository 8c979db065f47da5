package dev.dynamorecovery.lab.time;

import java.time.Duration;
import java.time.Instant;

/** A clock that only moves when somebody waits or moves it: for deterministic tests. */
public final class VirtualLabTime implements LabTime {

    private Instant now;

    public VirtualLabTime(Instant start) {
        this.now = start;
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
    public void pause(Duration nominal) {
        advance(nominal);
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
