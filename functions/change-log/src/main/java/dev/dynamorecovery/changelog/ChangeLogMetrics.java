package dev.dynamorecovery.changelog;

import dev.dynamorecovery.core.changelog.LoggedBatch;
import java.time.Duration;
import java.time.Instant;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** What the change log tells of each batch, by table. */
final class ChangeLogMetrics {

    private static final double MILLISECONDS_PER_SECOND = 1000;

    private final Metrics metrics;

    ChangeLogMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Records a batch that is durable at {@code now}. A batch without records tells nothing. */
    void record(LoggedBatch batch, Instant now) {
        batch.table().ifPresent(table -> {
            metrics.record("ChangesLogged", batch.changeCount(), MetricUnit.COUNT, table);
            metrics.record("SegmentBytes", (double) batch.sizeBytes(), MetricUnit.BYTES, table);
            metrics.record("LogGaps", batch.unlogged().isPresent() ? 1 : 0, MetricUnit.COUNT, table);
            batch.newestChange()
                    .ifPresent(newest -> metrics.record(
                            "NewestChangeAge",
                            (double) Duration.between(newest, now).toMillis() / MILLISECONDS_PER_SECOND,
                            MetricUnit.SECONDS,
                            table));
        });
    }

    /** Takes the metrics; {@link dev.dynamorecovery.aws.runtime.RecoveryMetrics} outside of tests. */
    @FunctionalInterface
    interface Metrics {

        void record(String metric, double value, MetricUnit unit, String table);
    }
}
