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
        DimensionSet dimensions =
                DimensionSet.of("service", environment.required("POWERTOOLS_SERVICE_NAME"), "table", table);
        MetricsFactory.getMetricsInstance()
                .flushSingleMetric(
                        metric, value, unit, environment.required("POWERTOOLS_METRICS_NAMESPACE"), dimensions);
    }
}
