package dev.dynamorecovery.simulation;

import dev.dynamorecovery.gate.Moment;
import java.time.Instant;

/** The clocks of one process: a wall clock that is off and can jump, a monotonic one that a suspension stops. */
final class SimulatedClock {

    static final Instant START = Instant.parse("2026-11-22T03:00:00Z");

    private final VirtualTime time;
    private final double rate;
    private long offsetMillis;
    private long suspendedMillis;

    SimulatedClock(VirtualTime time, double rate, long offsetMillis) {
        this.time = time;
        this.rate = rate;
        this.offsetMillis = offsetMillis;
    }

    Instant wall() {
        return START.plusMillis((long) (time.now() * rate) + offsetMillis);
    }

    Moment moment() {
        return new Moment((long) ((time.now() - suspendedMillis) * rate * 1_000_000), wall());
    }

    void jump(long millis) {
        offsetMillis += millis;
    }

    void suspend(long millis) {
        suspendedMillis += millis;
    }
}
