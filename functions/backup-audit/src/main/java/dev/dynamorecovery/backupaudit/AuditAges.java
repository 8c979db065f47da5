package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import dev.dynamorecovery.core.audit.posture.PointInTimeStatus;
import dev.dynamorecovery.core.audit.posture.RecoveryPoint;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How old what a plan's tables can be recovered from is: of each plan that of its worst table, so that the number of metrics
 * does not grow with the tables.
 */
final class AuditAges {

    private final SortedMap<String, Duration> newestBackup = new TreeMap<>();
    private final SortedMap<String, Duration> latestRestorable = new TreeMap<>();

    void add(String plan, TablePosture posture, Instant now) {
        newestBackup(posture)
                .ifPresent(backup -> newestBackup.merge(plan, Duration.between(backup, now), AuditAges::longer));
        if (posture.pointInTime() instanceof Observed.Seen<PointInTimeStatus> seen) {
            seen.value()
                    .latest()
                    .ifPresent(
                            latest -> latestRestorable.merge(plan, Duration.between(latest, now), AuditAges::longer));
        }
    }

    /** Of any kind that a table can be restored from. */
    private static Optional<Instant> newestBackup(TablePosture posture) {
        Stream<Instant> onDemand = posture.backups() instanceof Observed.Seen<List<OnDemandBackup>> seen
                ? seen.value().stream()
                        .filter(backup -> backup.status().equals("AVAILABLE"))
                        .map(OnDemandBackup::createdAt)
                : Stream.empty();
        Stream<Instant> points = posture.recoveryPoints() instanceof Observed.Seen<List<RecoveryPoint>> seen
                ? seen.value().stream()
                        .filter(point -> point.status().equals("COMPLETED"))
                        .map(RecoveryPoint::createdAt)
                : Stream.empty();
        return Stream.concat(onDemand, points).max(Instant::compareTo);
    }

    SortedMap<String, Duration> newestBackup() {
        return newestBackup;
    }

    SortedMap<String, Duration> latestRestorable() {
        return latestRestorable;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
