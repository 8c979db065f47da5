package dev.dynamorecovery.lab.alarm;

import dev.dynamorecovery.lab.function.InvocationListener;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each invocation of a Region's functions, as Lambda tells CloudWatch, and what functions measure in their logs. */
public record FunctionMetrics(Metrics metrics, LabTime time) implements InvocationListener {

    private static final String NAMESPACE = "AWS/Lambda";

    @Override
    public void invoked(FunctionDefinition function, Optional<String> qualifier, Duration took, boolean failed) {
        Instant now = time.now();
        put(function, qualifier, "Invocations", now, 1);
        put(function, qualifier, "Errors", now, failed ? 1 : 0);
        put(function, qualifier, "Duration", now, took.toNanos() / 1e6);
    }

    @Override
    public void throttled(FunctionDefinition function, Optional<String> qualifier) {
        put(function, qualifier, "Throttles", time.now(), 1);
    }

    /** Keeps what a line of a function's log measures. */
    public void logged(String line) {
        EmbeddedMetrics.keep(line, metrics);
    }

    private void put(FunctionDefinition function, Optional<String> qualifier, String name, Instant at, double value) {
        Map<String, String> own = Map.of("FunctionName", function.name());
        List<Map<String, String>> dimensions = qualifier
                .map(alias -> List.of(
                        Map.<String, String>of(),
                        own,
                        Map.of("FunctionName", function.name(), "Resource", function.name() + ":" + alias)))
                .orElse(List.of(Map.of(), own));
        dimensions.forEach(each -> metrics.put(new MetricId(NAMESPACE, name, each), Sample.of(at, value)));
    }
}
