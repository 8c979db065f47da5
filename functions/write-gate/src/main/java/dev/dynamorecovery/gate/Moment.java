package dev.dynamorecovery.gate;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment of this process, by both of its clocks. Moments of two processes are never compared.
 *
 * @param nanos of the monotonic clock, which no correction of the time moves, but which stands still while a virtual
 *     machine is suspended
 * @param wall of the wall clock, which goes on meanwhile, but which corrections move
 */
public record Moment(long nanos, Instant wall) {

    /** The present moment of this process. */
    public static Moment now() {
        return new Moment(System.nanoTime(), Instant.now());
    }

    /** The time since an earlier moment, by the clock that shows more of it: a lease must not outlast either. */
    public Duration since(Moment earlier) {
        Duration monotonic = Duration.ofNanos(nanos - earlier.nanos);
        Duration byWall = Duration.between(earlier.wall, wall);
        return monotonic.compareTo(byWall) >= 0 ? monotonic : byWall;
    }
}
