package dev.dynamorecovery.lab.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The wall clock, with waits scaled. */
public record SystemLabTime(Clock clock, double scale) implements LabTime {

    public SystemLabTime {
        if (!(scale > 0 && scale <= 1)) {
            throw new IllegalArgumentException("time scale " + scale + ": give a factor above 0 and up to 1");
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void pause(Duration nominal) throws InterruptedException {
        Thread.sleep(scaled(nominal));
    }
}
