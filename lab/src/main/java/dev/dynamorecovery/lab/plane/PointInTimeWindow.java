package dev.dynamorecovery.lab.plane;

import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The instants to which a table can be restored.
 *
 * @param earliest a whole second, as AWS reports it
 * @param latest trails the clock; never before {@code earliest}
 */
record PointInTimeWindow(Instant earliest, Instant latest) {

    static PointInTimeWindow of(TableSettings.PointInTimeRecovery setting, LabTime time) {
        Instant now = time.now();
        Instant oldestKept = now.minus(Duration.ofDays(setting.recoveryPeriodInDays()));
        Instant start = setting.enabledAt().isAfter(oldestKept) ? setting.enabledAt() : oldestKept;
        Instant earliest = start.truncatedTo(ChronoUnit.SECONDS);
        Instant latest = now.minus(time.scaled(Durations.LATEST_RESTORABLE_TRAIL));
        return new PointInTimeWindow(earliest, latest.isBefore(earliest) ? earliest : latest);
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(earliest) && !instant.isAfter(latest);
    }

    /** As AWS reports it: a whole second. */
    Instant latestWholeSecond() {
        return latest.truncatedTo(ChronoUnit.SECONDS);
    }
}
