package dev.dynamorecovery.lab.alarm;

import dev.dynamorecovery.lab.plane.ReplicationLatency;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How long replicated writes were on their way, as DynamoDB tells CloudWatch in the Region that they came from. Nothing is
 * measured while nothing arrives, so a replication that stands still shows as missing data.
 */
public record ReplicationMetrics(Map<String, CloudWatchRegion> regions) implements Consumer<ReplicationLatency> {

    public ReplicationMetrics {
        regions = Map.copyOf(regions);
    }

    @Override
    public void accept(ReplicationLatency seen) {
        CloudWatchRegion source = regions.get(seen.source());
        if (source != null) {
            double millis = seen.latency().toNanos() / 1e6;
            MetricId metric = new MetricId(
                    "AWS/DynamoDB",
                    "ReplicationLatency",
                    Map.of("TableName", seen.table(), "ReceivingRegion", seen.receiver()));
            source.metrics()
                    .put(metric, new Sample(seen.arrivedAt(), seen.changes(), millis * seen.changes(), millis, millis));
        }
    }
}
