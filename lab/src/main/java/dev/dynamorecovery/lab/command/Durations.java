package dev.dynamorecovery.lab.command;

import java.time.Duration;
import java.util.Locale;

/** Writes durations as people read them. */
public final class Durations {

    private Durations() {}

    /** Such as {@code 0.4 s}, {@code 38 s}, {@code 4 min 05 s} or {@code 1 h 02 min}. */
    public static String text(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
