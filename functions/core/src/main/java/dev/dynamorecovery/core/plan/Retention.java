package dev.dynamorecovery.core.plan;

import java.time.Duration;

/**
 * How long recovery points and evidence are kept.
 *
 * @param pointInTime how far back the table can be restored to any second
 * @param backups how long on-demand backups are kept
 * @param evidence how long reports are kept
 * @param changeLog how far back every change is known
 */
public record Retention(Duration pointInTime, Duration backups, Duration evidence, Duration changeLog) {

    private static final Duration LONGEST_POINT_IN_TIME = Duration.ofDays(35);

    public Retention {
        if (pointInTime.compareTo(Duration.ofDays(1)) < 0
                || pointInTime.compareTo(LONGEST_POINT_IN_TIME) > 0
                || !pointInTime.equals(Duration.ofDays(pointInTime.toDays()))) {
            throw new InvalidPlan(
                    "retention.pointInTime", pointInTime, "give whole days from P1D to P35D: DynamoDB keeps no more");
        }
        if (changeLog.compareTo(Duration.ofDays(1)) < 0 || !changeLog.equals(Duration.ofDays(changeLog.toDays()))) {
            throw new InvalidPlan(
                    "retention.changeLog", changeLog, "give whole days, at least P1D: segments are kept by the day");
        }
        if (backups.compareTo(Duration.ofDays(1)) < 0) {
            throw new InvalidPlan("retention.backups", backups, "give at least P1D");
        }
        if (evidence.compareTo(backups) < 0) {
            throw new InvalidPlan(
                    "retention.evidence", evidence, "keep evidence at least as long as backups: " + backups);
        }
    }
}
