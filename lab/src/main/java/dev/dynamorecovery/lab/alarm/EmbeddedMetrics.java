package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Metrics that a function logs in CloudWatch's embedded metric format. */
final class EmbeddedMetrics {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EmbeddedMetrics() {}

    /** Keeps what a line of a log measures; most lines measure nothing. */
    static void keep(String line, Metrics metrics) {
        if (!line.startsWith("{") || !line.contains("\"_aws\"")) {
            return;
        }
        JsonNode root;
        try {
            root = JSON.readTree(line);
        } catch (JsonProcessingException otherText) {
            return; // CloudWatch keeps such a line as a log event, and measures nothing.
        }
        JsonNode about = root.path("_aws");
        Instant at = Instant.ofEpochMilli(about.path("Timestamp").asLong());
        for (JsonNode directive : about.path("CloudWatchMetrics")) {
            String namespace = directive.path("Namespace").asText();
            for (Map<String, String> dimensions : dimensionSets(root, directive)) {
                for (JsonNode metric : directive.path("Metrics")) {
                    String name = metric.path("Name").asText();
                    MetricId id = new MetricId(namespace, name, dimensions);
                    samples(at, root.path(name)).forEach(sample -> metrics.put(id, sample));
                }
            }
        }
    }

    private static List<Map<String, String>> dimensionSets(JsonNode root, JsonNode directive) {
        JsonNode sets = directive.path("Dimensions");
        return sets.isEmpty()
                ? List.of(Map.of())
                : sets.valueStream().map(set -> dimensions(root, set)).toList();
    }

    private static Map<String, String> dimensions(JsonNode root, JsonNode names) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        names.forEach(
                name -> dimensions.put(name.asText(), root.path(name.asText()).asText()));
        return dimensions;
    }

    /** A number, a list of them, or values with how often each was measured. */
    private static Stream<Sample> samples(Instant at, JsonNode value) {
        if (value.isNumber()) {
            return Stream.of(Sample.of(at, value.doubleValue()));
        }
        JsonNode values = value.isArray() ? value : value.path("Values");
        return IntStream.range(0, values.size()).mapToObj(index -> {
            double each = values.path(index).asDouble();
            double count = value.path("Counts").path(index).asDouble(1);
            return new Sample(at, count, each * count, each, each);
        });
    }
}
