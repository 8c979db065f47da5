package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.NotAsked;
import dev.dynamorecovery.core.audit.finding.Severity;
import java.time.Instant;
import java.util.List;

/** Whether a restore of the table has been proven lately. */
final class DrillRules {

    static final List<AuditRule> RULES = List.of(
            new AuditRule(
                    "DR-DRILL-1",
                    "A restore was proven within the planned interval",
                    Severity.HIGH,
                    "A backup that nobody restored is a hope: the RTO is unmeasured and the data unproven until a drill has"
                            + " passed.",
                    List.of(
                            Controls.NIST_PLAN_TESTING,
                            Controls.NIST_BACKUP_TESTING,
                            Controls.ISO_BACKUP,
                            Controls.ISO_CONTINUITY,
                            Controls.SOC_TESTING),
                    DrillRules::proven),
            new AuditRule(
                    "DR-DRILL-2",
                    "The newest restore did not fail",
                    Severity.HIGH,
                    "The last time somebody tried, the table did not come back right or not in time: it would not today.",
                    List.of(
                            Controls.NIST_PLAN_TESTING,
                            Controls.NIST_BACKUP_TESTING,
                            Controls.ISO_BACKUP,
                            Controls.SOC_TESTING),
                    DrillRules::notFailed));

    private DrillRules() {}

    private static Judgement proven(AuditedTable table) {
        return planned(
                table,
                plan -> Steps.wanted(
                        plan.audit().drillWithin(),
                        "proven restores",
                        allowed -> seen(table.posture().restores(), record -> {
                            String observed = record.passedAt()
                                            .map(passed -> "proven restore " + AgeText.of(passed, table.now()))
                                            .orElse("no proven restore on record")
                                    + "; %s is allowed".formatted(AgeText.of(allowed));
                            return record.passedAt()
                                            .filter(passed -> Steps.young(passed, allowed, table.now()))
                                            .isPresent()
                                    ? met(observed)
                                    : broken(observed, restore(table));
                        })));
    }

    private static Judgement notFailed(AuditedTable table) {
        return planned(
                table,
                plan -> seen(table.posture().restores(), record -> {
                    if (record.failedAt().isEmpty()) {
                        return record.passedAt()
                                .map(passed -> met("passed " + AgeText.of(passed, table.now())))
                                .orElseGet(() -> new NotAsked("no restore is on record: see DR-DRILL-1"));
                    }
                    Instant failed = record.failedAt().get();
                    return record.passedAt()
                                    .filter(passed -> passed.isAfter(failed))
                                    .isPresent()
                            ? met("passed since a failure of " + failed)
                            : broken(
                                    "failed " + AgeText.of(failed, table.now()),
                                    "Read its report, mend it, and prove it: " + restore(table));
                }));
    }

    private static String restore(AuditedTable table) {
        return "./recovery restore %s --at latest --discard-copy --region %s --follow"
                .formatted(table.posture().table(), table.posture().region());
    }
}
