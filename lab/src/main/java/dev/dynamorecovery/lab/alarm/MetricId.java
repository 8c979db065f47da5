package dev.dynamorecovery.lab.alarm;

import java.util.Map;

/** What tells one metric from every other: its namespace, its name, and every dimension. */
public record MetricId(String namespace, String name, Map<String, String> dimensions) {

    public MetricId {
        dimensions = Map.copyOf(dimensions);
    }
}
