package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.aws.runtime.RecoveryMetrics;
import dev.dynamorecovery.core.audit.report.AuditSummary;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** The metrics of audits of a whole Region; an audit of some tables would tell of them as if they were all. */
final class AuditMetrics {

    private static final double MILLIS_PER_SECOND = 1000;

    private final RecoveryMetrics metrics;

    AuditMetrics(RecoveryMetrics metrics) {
        this.metrics = metrics;
    }

    void record(AuditSummary summary, AuditAges ages) {
        metrics.record("AuditCoverage", summary.coveragePercent(), MetricUnit.PERCENT);
        metrics.record("TablesAudited", summary.audited(), MetricUnit.COUNT);
        metrics.record("CouldNotLook", summary.couldNotLook(), MetricUnit.COUNT);
        summary.findings()
                .forEach((severity, count) ->
                        metrics.record("Findings", count, MetricUnit.COUNT, "severity", severity.name()));
        summary.scoreByPlan()
                .forEach((plan, score) -> metrics.record("RecoverabilityScore", score, MetricUnit.NONE, "plan", plan));
        ages.newestBackup()
                .forEach((plan, age) -> metrics.record(
                        "NewestBackupAge", age.toMillis() / MILLIS_PER_SECOND, MetricUnit.SECONDS, "plan", plan));
        ages.latestRestorable()
                .forEach((plan, age) -> metrics.record(
                        "LatestRestorableAge", age.toMillis() / MILLIS_PER_SECOND, MetricUnit.SECONDS, "plan", plan));
    }

    void refused(int findings) {
        metrics.record("FindingsRefused", findings, MetricUnit.COUNT);
    }
}
