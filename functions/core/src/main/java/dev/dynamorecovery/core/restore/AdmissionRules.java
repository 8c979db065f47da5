package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.restore.SourceTable.PointInTimeWindow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules by which a restore is admitted, each with its refusal. */
final class AdmissionRules {

    private static final Set<String> RESTORABLE_STATUSES = Set.of("ACTIVE", "UPDATING");

    private final RecoveryRequest.Restore request;
    private final RestoreObservations observations;
    private final ScanSegments segments;
    private final Instant now;
    private final List<Refusal> refusals = new ArrayList<>();

    AdmissionRules(
            RecoveryRequest.Restore request, RestoreObservations observations, ScanSegments segments, Instant now) {
        this.request = request;
        this.observations = observations;
        this.segments = segments;
        this.now = now;
    }

    RestoreAdmission decide() {
        return switch (observations.source()) {
            case SourceTable.Missing missing -> {
                target();
                refuse(RefusalCode.UNKNOWN_TABLE, "table", request.table(), "name a table of this account and Region");
                yield new RestoreAdmission.Refused(refusals);
            }
            case SourceTable.Found source -> decide(source);
        };
    }

    private RestoreAdmission decide(SourceTable.Found source) {
        if (!RESTORABLE_STATUSES.contains(source.status())) {
            refuse(
                    RefusalCode.TABLE_NOT_AVAILABLE,
                    "table",
                    request.table() + " is " + source.status(),
                    "wait until the table is ACTIVE");
        }
        target();
        var plan = plan(source.plan());
        var point = point(source);
        point.ifPresent(this::incident);
        if (!refusals.isEmpty() || plan.isEmpty() || point.isEmpty()) {
            return new RestoreAdmission.Refused(refusals);
        }
        var target = request.target()
                .orElseGet(() -> TableName.ofCopy(request.table(), point.get().instant(), now));
        return new RestoreAdmission.Admitted(
                request, source.arn(), target, point.get(), plan.get(), segments.of(source.sizeBytes()), now);
    }

    /** A restore only ever makes a new table: the name must be free, and never the source's own. */
    private void target() {
        request.target().ifPresent(target -> {
            if (target.equals(request.table())) {
                refuse(
                        RefusalCode.TARGET_IS_SOURCE,
                        "target",
                        target,
                        "give another name: a restore never writes over a table");
            } else if (observations.targetExists()) {
                refuse(
                        RefusalCode.TARGET_EXISTS,
                        "target",
                        target,
                        "give a name that no table has, or leave it out to get one");
            }
        });
    }

    private Optional<RecoveryPlan> plan(PlanBinding binding) {
        return switch (binding) {
            case PlanBinding.Bound bound -> Optional.of(bound.plan());
            case PlanBinding.Untagged untagged -> {
                refuse(
                        RefusalCode.UNKNOWN_PLAN,
                        "table",
                        request.table() + " has no tag " + RecoveryPlan.TAG,
                        "tag the table with " + RecoveryPlan.TAG + " and the name of a plan");
                yield Optional.empty();
            }
            case PlanBinding.NamesNoPlan unknown -> {
                refuse(
                        RefusalCode.UNKNOWN_PLAN,
                        "tag " + RecoveryPlan.TAG,
                        unknown.name(),
                        "tag the table with the name of a plan under plans/, or add that plan and deploy");
                yield Optional.empty();
            }
            case PlanBinding.NamesInvalidPlan invalid -> {
                refuse(
                        RefusalCode.INVALID_PLAN,
                        "plan " + invalid.name() + ": " + invalid.field(),
                        invalid.value(),
                        invalid.remedy());
                yield Optional.empty();
            }
        };
    }

    private Optional<RestoredPoint> point(SourceTable.Found source) {
        return switch (request.restorePoint()) {
            case RestorePoint.AtInstant at -> window(source).flatMap(window -> within(window, at.instant()));
            case RestorePoint.LatestRestorable latest -> window(source).map(AdmissionRules::newest);
            case RestorePoint.FromBackup named -> namedBackup(source, named.backupArn());
            case RestorePoint.LatestBackup latest -> newestBackup(source);
        };
    }

    private Optional<PointInTimeWindow.Enabled> window(SourceTable.Found source) {
        return switch (source.window()) {
            case PointInTimeWindow.Enabled window -> Optional.of(window);
            case PointInTimeWindow.Disabled disabled -> {
                refuse(
                        RefusalCode.POINT_IN_TIME_RECOVERY_UNAVAILABLE,
                        "table",
                        request.table(),
                        "restore from a backup (restorePoint.type Backup); switch point-in-time recovery on for"
                                + " the next time");
                yield Optional.empty();
            }
        };
    }

    private Optional<RestoredPoint> within(PointInTimeWindow.Enabled window, Instant instant) {
        if (instant.isAfter(now)) {
            refuse(
                    RefusalCode.INVALID_RESTORE_TIME,
                    "restorePoint.instant",
                    instant,
                    "give an instant of the past; it is now " + now.truncatedTo(ChronoUnit.SECONDS));
            return Optional.empty();
        }
        if (instant.isBefore(window.earliest()) || instant.isAfter(window.latest())) {
            refuse(
                    RefusalCode.INVALID_RESTORE_TIME,
                    "restorePoint.instant",
                    instant,
                    "give an instant from " + window.earliest() + " to " + window.latest());
            return Optional.empty();
        }
        return Optional.of(new RestoredPoint.PointInTime(instant));
    }

    /** The newest whole second, unless the window is so young that it holds none. */
    private static RestoredPoint newest(PointInTimeWindow.Enabled window) {
        var second = window.latest().truncatedTo(ChronoUnit.SECONDS);
        return new RestoredPoint.PointInTime(second.isBefore(window.earliest()) ? window.latest() : second);
    }

    private Optional<RestoredPoint> namedBackup(SourceTable.Found source, String backupArn) {
        var found = observations.backups().stream()
                .filter(backup -> backup.backupArn().equals(backupArn))
                .findFirst();
        if (found.isEmpty()) {
            refuse(
                    RefusalCode.BACKUP_NOT_FOUND,
                    "restorePoint.backupArn",
                    backupArn,
                    "give the ARN of a backup that exists, or latest");
            return Optional.empty();
        }
        var backup = found.get();
        if (!backup.tableArn().equals(source.arn())) {
            refuse(
                    RefusalCode.BACKUP_OF_ANOTHER_TABLE,
                    "restorePoint.backupArn",
                    backupArn + " is of " + backup.tableArn(),
                    "give a backup of " + source.arn() + ", or latest");
            return Optional.empty();
        }
        if (!backup.isAvailable()) {
            refuse(
                    RefusalCode.BACKUP_NOT_AVAILABLE,
                    "restorePoint.backupArn",
                    backupArn + " is " + backup.status(),
                    "wait until it is AVAILABLE, or give another backup");
            return Optional.empty();
        }
        return Optional.of(new RestoredPoint.Backup(backupArn, backup.createdAt()));
    }

    private Optional<RestoredPoint> newestBackup(SourceTable.Found source) {
        var newest = observations.backups().stream()
                .filter(backup -> backup.tableArn().equals(source.arn()))
                .filter(BackupDescription::isAvailable)
                .max(Comparator.comparing(BackupDescription::createdAt).thenComparing(BackupDescription::backupArn));
        if (newest.isEmpty()) {
            refuse(
                    RefusalCode.BACKUP_NOT_FOUND,
                    "restorePoint.backupArn",
                    "latest",
                    "the table has no available backup: restore to an instant (restorePoint.type Instant)");
        }
        return newest.map(backup -> new RestoredPoint.Backup(backup.backupArn(), backup.createdAt()));
    }

    private void incident(RestoredPoint point) {
        request.incidentAt().ifPresent(incidentAt -> {
            if (incidentAt.isAfter(now)) {
                refuse(
                        RefusalCode.INVALID_REQUEST,
                        "incidentAt",
                        incidentAt,
                        "give an instant of the past, or leave it out");
            } else if (incidentAt.isBefore(point.instant())) {
                refuse(
                        RefusalCode.INVALID_REQUEST,
                        "incidentAt",
                        incidentAt,
                        "restore to an instant before the incident: " + point.instant() + " is after it");
            }
        });
    }

    private void refuse(RefusalCode code, String field, Object value, String remedy) {
        refusals.add(new Refusal(code, field, value.toString(), remedy));
    }
}
