package dev.dynamorecovery.aws.runtime;

import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Metrics in CloudWatch's embedded format: lines of the log that become metrics of the namespace. */
public final class RecoveryMetrics {

    private final Environment environment;

    /** Metrics of the service and the namespace that the environment names. */
    public RecoveryMetrics(Environment environment) {
        this.environment = environment;
    }

    /** Records one value of a metric of one table. */
    public void record(String metric, double value, MetricUnit unit, String table) {
        flush(metric, value, unit, DimensionSet.of("service", service(), "table", table));
    }

    /** Records one value of a metric of what a dimension of that name and value stands for. */
    public void record(String metric, double value, MetricUnit unit, String dimension, String of) {
        flush(metric, value, unit, DimensionSet.of("service", service(), dimension, of));
    }

    /** Records one value of a metric of all tables together. */
    public void record(String metric, double value, MetricUnit unit) {
        flush(metric, value, unit, DimensionSet.of("service", service()));
    }

    private String service() {
        return environment.required("POWERTOOLS_SERVICE_NAME");
    }

    private void flush(String metric, double value, MetricUnit unit, DimensionSet dimensions) {
        MetricsFactory.getMetricsInstance()
                .flushSingleMetric(
                        metric, value, unit, environment.required("POWERTOOLS_METRICS_NAMESPACE"), dimensions);
    }
}
