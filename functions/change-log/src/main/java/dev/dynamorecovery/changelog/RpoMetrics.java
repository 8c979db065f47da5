package dev.dynamorecovery.changelog;

import dev.dynamorecovery.core.rpo.RpoResult;
import dev.dynamorecovery.core.rpo.TableRpo;
import java.util.List;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** The metrics of recovery points: of each table, and of all together for the stack's alarms. */
final class RpoMetrics {

    private final ChangeLogMetrics.Metrics metrics;
    private final Totals totals;

    RpoMetrics(ChangeLogMetrics.Metrics metrics, Totals totals) {
        this.metrics = metrics;
        this.totals = totals;
    }

    void record(List<TableRpo> measured) {
        measured.forEach(this::record);
        totals.record(
                "TablesOverObjective",
                measured.stream()
                        .mapToInt(table -> isOver(table.result()) ? 1 : 0)
                        .sum(),
                MetricUnit.COUNT);
        totals.record(
                "NewGaps",
                measured.stream().mapToInt(table -> table.newGaps().size()).sum(),
                MetricUnit.COUNT);
    }

    private void record(TableRpo measured) {
        switch (measured.result()) {
            case RpoResult.WithinObjective within ->
                metrics.record(
                        "RpoAchieved", within.rpoAchieved().toMillis() / 1000.0, MetricUnit.SECONDS, measured.table());
            case RpoResult.OverObjective over ->
                metrics.record(
                        "RpoAchieved", over.rpoAchieved().toMillis() / 1000.0, MetricUnit.SECONDS, measured.table());
            case RpoResult.Unknown unknown -> {} // no number would be true; RpoOverObjective says that it is bad
        }
        metrics.record("RpoOverObjective", isOver(measured.result()) ? 1 : 0, MetricUnit.COUNT, measured.table());
        metrics.record("ChangeLogGaps", measured.newGaps().size(), MetricUnit.COUNT, measured.table());
    }

    /** What nobody can tell counts as over. */
    private static boolean isOver(RpoResult result) {
        return switch (result) {
            case RpoResult.WithinObjective within -> false;
            case RpoResult.OverObjective over -> true;
            case RpoResult.Unknown unknown -> true;
        };
    }

    /** Takes the metrics of all tables together; {@link dev.dynamorecovery.aws.runtime.RecoveryMetrics} outside of tests. */
    @FunctionalInterface
    interface Totals {

        void record(String metric, double value, MetricUnit unit);
    }
}
