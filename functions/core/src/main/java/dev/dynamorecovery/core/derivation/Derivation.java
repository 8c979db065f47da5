package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.restore.RestoredPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How the state at a restore point follows from a state that is known: forward by the changes in between, or back where
 * the known state is the later one.
 *
 * @param base the instant of the known state: it holds every change stamped before, and none stamped then or later
 * @param point the restore point, cut to the second
 * @param window changes stamped within it may be in what was restored, or not
 */
public record Derivation(Instant base, Instant point, TimeSpan window) {

    /** How far a function's clock may be from DynamoDB's: far more than clocks that AWS keeps in time ever are. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(2);

    /**
     * The derivation of the state at a restore point.
     *
     * <p>The window is widened to whole seconds, since a stream of AWS stamps a change with the second in which it was
     * made.
     */
    public static Derivation of(Instant base, RestoredPoint point) {
        return new Derivation(
                base,
                second(point.instant()),
                new TimeSpan(second(point.earliest()), second(point.latest()).plusSeconds(1)));
    }

    /**
     * The derivation that makes a reading of a table exact for an instant, although the table was written meanwhile: what
     * the log does not name was read as it was at the instant.
     *
     * @param startedAt before the first item was read
     * @param instant a whole second after the last item was read
     */
    public static Derivation ofReading(Instant startedAt, Instant instant) {
        return new Derivation(
                instant,
                instant,
                new TimeSpan(second(startedAt.minus(CLOCKS_APART)), second(instant.plus(CLOCKS_APART))));
    }

    /** The stretch of the log that is read, and that must not have a gap. */
    public TimeSpan span() {
        return new TimeSpan(
                base.isBefore(window.from()) ? base : window.from(),
                base.isAfter(window.until()) ? base : window.until());
    }

    /** Whether the known state is the later one, so that changes are taken back. */
    public boolean rewinds() {
        return base.isAfter(window.until());
    }

    /** The instant whose state the changes outside the window lead to: the window's edge towards the known state. */
    public Instant pivot() {
        if (base.isBefore(window.from())) {
            return window.from();
        }
        return rewinds() ? window.until() : base;
    }

    private static Instant second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
