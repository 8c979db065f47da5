package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.NotAsked;
import dev.dynamorecovery.core.audit.finding.Repair.SetPointInTimeRecovery;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether the table can be restored to any second of the time that its plan promises. */
final class PointInTimeRules {

    private static final NotAsked OFF = new NotAsked("point-in-time recovery is off: see DR-PITR-1");

    static final List<AuditRule> RULES = List.of(
            new AuditRule(
                    "DR-PITR-1",
                    "Point-in-time recovery is on",
                    Severity.CRITICAL,
                    "Without it the table cannot be taken back to the moment before the damage: the RPO grows from minutes"
                            + " to the age of the last backup, or to everything.",
                    Controls.with(Controls.BACKUPS, Controls.TABLES_PITR, Controls.NIST_RECOVERY_OBJECTIVES),
                    PointInTimeRules::on),
            new AuditRule(
                    "DR-PITR-2",
                    "Point-in-time recovery reaches back as long as planned",
                    Severity.HIGH,
                    "Damage that is noticed after the recovery period cannot be undone to the second, only to a backup.",
                    Controls.with(Controls.BACKUPS, Controls.TABLES_PITR),
                    PointInTimeRules::longEnough),
            new AuditRule(
                    "DR-PITR-3",
                    "The latest restorable time is fresh",
                    Severity.HIGH,
                    "Whatever was written after the latest restorable time is lost in a restore: its age is the RPO.",
                    Controls.with(Controls.BACKUPS, Controls.NIST_RECOVERY_OBJECTIVES),
                    PointInTimeRules::fresh));

    private PointInTimeRules() {}

    private static Judgement on(AuditedTable table) {
        return planned(
                table,
                plan -> seen(
                        table.posture().pointInTime(),
                        status -> status.enabled()
                                ? met("on, for %d days".formatted(status.recoveryPeriodDays()))
                                : broken("off", enable(table.posture(), plan), enabling(plan))));
    }

    private static Judgement longEnough(AuditedTable table) {
        return planned(
                table,
                plan -> seen(table.posture().pointInTime(), status -> {
                    if (!status.enabled()) {
                        return OFF;
                    }
                    long planned = plan.retention().pointInTime().toDays();
                    String observed = "%d days of %d%s"
                            .formatted(
                                    status.recoveryPeriodDays(),
                                    planned,
                                    status.earliest()
                                            .map(from -> ", now from " + from)
                                            .orElse(""));
                    return status.recoveryPeriodDays() >= planned
                            ? met(observed)
                            : broken(observed, enable(table.posture(), plan), enabling(plan));
                }));
    }

    private static Judgement fresh(AuditedTable table) {
        return planned(
                table,
                plan -> seen(table.posture().pointInTime(), status -> {
                    if (!status.enabled()) {
                        return OFF;
                    }
                    Duration allowed = plan.audit().latestRestorableWithin();
                    String remedy =
                            "Wait if it was just turned on; else open a case with AWS Support, and look meanwhile every minute: "
                                    + Remedies.aws(
                                            table.posture(),
                                            "dynamodb",
                                            "describe-continuous-backups",
                                            "--table-name",
                                            table.posture().table());
                    if (status.latest().isEmpty()) {
                        return broken("no instant can be restored to yet", remedy);
                    }
                    Instant latest = status.latest().get();
                    String observed =
                            "%s; %s is allowed".formatted(AgeText.of(latest, table.now()), AgeText.of(allowed));
                    return Steps.young(latest, allowed, table.now()) ? met(observed) : broken(observed, remedy);
                }));
    }

    /** The command that turns it on in the table's Region for as long as planned. */
    static String enable(TablePosture table, RecoveryPlan plan) {
        return enableIn(table.region(), table.table(), plan);
    }

    static String enableIn(String region, String table, RecoveryPlan plan) {
        return Remedies.awsIn(
                region,
                "dynamodb",
                "update-continuous-backups",
                "--table-name",
                table,
                "--point-in-time-recovery-specification",
                "PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays="
                        + plan.retention().pointInTime().toDays());
    }

    private static SetPointInTimeRecovery enabling(RecoveryPlan plan) {
        return new SetPointInTimeRecovery(
                Math.toIntExact(plan.retention().pointInTime().toDays()));
    }
}
