package dev.dynamorecovery.lab.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FunctionMetricsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final FunctionDefinition WORKER = new FunctionDefinition(
            "Worker",
            "worker",
            "arn:aws:lambda:eu-west-1:123456789012:function:worker",
            "example.Worker",
            Map.of(),
            Duration.ofSeconds(3),
            128,
            OptionalInt.empty(),
            Optional.of("live"),
            List.of(),
            List.of());

    private final Metrics metrics = new Metrics();
    private final FunctionMetrics functions = new FunctionMetrics(metrics, new VirtualLabTime(NOW));

    @Test
    void shouldCountEachInvocationAndEachErrorUnderTheDimensionsOfLambda() {
        functions.invoked(WORKER, Optional.of("live"), Duration.ofMillis(20), false);
        functions.invoked(WORKER, Optional.of("live"), Duration.ofMillis(40), true);
        functions.invoked(WORKER, Optional.empty(), Duration.ofMillis(60), true);

        assertThat(statistic("Invocations", "Sum", Map.of("FunctionName", "worker")))
                .hasValue(3);
        assertThat(statistic("Errors", "Sum", Map.of("FunctionName", "worker"))).hasValue(2);
        assertThat(statistic("Errors", "Sum", Map.of("FunctionName", "worker", "Resource", "worker:live")))
                .hasValue(1);
        assertThat(statistic("Duration", "Maximum", Map.of())).hasValue(60);
    }

    @Test
    void shouldCountThrottlesApart() {
        functions.throttled(WORKER, Optional.of("live"));

        assertThat(statistic("Throttles", "Sum", Map.of("FunctionName", "worker")))
                .hasValue(1);
        assertThat(statistic("Invocations", "Sum", Map.of("FunctionName", "worker")))
                .isEmpty();
    }

    private OptionalDouble statistic(String name, String statistic, Map<String, String> dimensions) {
        return Statistics.of(
                statistic, metrics.samples(new MetricId("AWS/Lambda", name, dimensions), NOW, NOW.plusSeconds(1)));
    }
}
