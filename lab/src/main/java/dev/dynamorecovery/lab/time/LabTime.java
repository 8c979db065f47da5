package dev.dynamorecovery.lab.time;

import java.time.Duration;
import java.time.Instant;

/** The lab's clock, and the one setting by which it shortens every wait that AWS would make a client take. */
public interface LabTime {

    Instant now();

    /** The factor applied to nominal durations: 1 is real time, 0.01 turns five minutes into three seconds. */
    double scale();

    /** Waits the nominal duration, scaled. */
    void pause(Duration nominal) throws InterruptedException;

    /** How long a nominal duration lasts here. */
    default Duration scaled(Duration nominal) {
        return Duration.ofNanos(Math.round(nominal.toNanos() * scale()));
    }

    /** The nominal duration that lasts so long here. */
    default Duration nominal(Duration real) {
        return Duration.ofNanos(Math.round(real.toNanos() / scale()));
    }

    /** Waits the nominal duration, scaled, and never shorter than a real one: for whoever looks again and again. */
    default void pauseAtLeast(Duration nominal, Duration real) throws InterruptedException {
        Duration shortest = nominal(real);
        pause(nominal.compareTo(shortest) < 0 ? shortest : nominal);
    }
}
