package dev.dynamorecovery.lab.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.plane.ReplicationLatency;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicationMetricsTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private final Metrics metrics = new Metrics();
    private final ReplicationMetrics replication = new ReplicationMetrics(Map.of(
            "us-east-1",
            new CloudWatchRegion(
                    metrics, new Alarms(List.of(), metrics, new VirtualLabTime(AT), (before, now) -> {}))));

    @Test
    void shouldMeasureInTheRegionThatTheWritesCameFrom() {
        replication.accept(latency("us-east-1", "us-east-2", 300));
        replication.accept(latency("us-east-2", "us-east-1", 900));

        MetricId way = new MetricId(
                "AWS/DynamoDB", "ReplicationLatency", Map.of("TableName", "users", "ReceivingRegion", "us-east-2"));
        assertThat(metrics.metrics()).containsExactly(way);
        assertThat(Statistics.of("Maximum", metrics.samples(way, AT, AT.plusMillis(1))))
                .hasValue(300);
        assertThat(Statistics.of("SampleCount", metrics.samples(way, AT, AT.plusMillis(1))))
                .hasValue(4);
    }

    private static ReplicationLatency latency(String source, String receiver, int millis) {
        return new ReplicationLatency("users", source, receiver, AT, Duration.ofMillis(millis), 4);
    }
}
