package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** CloudWatch's operations on metrics. */
record MetricOperations(Metrics metrics) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_DATAPOINTS = 1_440;

    ObjectNode put(JsonNode input, Instant now) {
        String namespace = require(input, "Namespace");
        if (namespace.startsWith("AWS/")) {
            throw CloudWatchFault.invalid("The value AWS/ for parameter Namespace is invalid: it is reserved");
        }
        for (JsonNode datum : input.path("MetricData")) {
            MetricId id = new MetricId(namespace, require(datum, "MetricName"), dimensions(datum));
            Instant at = datum.has("Timestamp") ? instant(datum, "Timestamp") : now;
            JsonNode set = datum.path("StatisticValues");
            if (set.isObject()) {
                metrics.put(
                        id,
                        new Sample(
                                at,
                                number(set, "SampleCount"),
                                number(set, "Sum"),
                                number(set, "Minimum"),
                                number(set, "Maximum")));
            } else if (datum.path("Values").isArray()) {
                JsonNode values = datum.path("Values");
                for (int index = 0; index < values.size(); index++) {
                    double value = values.path(index).asDouble();
                    double count = datum.path("Counts").path(index).asDouble(1);
                    metrics.put(id, new Sample(at, count, value * count, value, value));
                }
            } else {
                metrics.put(id, Sample.of(at, number(datum, "Value")));
            }
        }
        return JSON.objectNode();
    }

    ObjectNode list(JsonNode input) {
        String namespace = input.path("Namespace").asText("");
        String name = input.path("MetricName").asText("");
        ObjectNode answer = JSON.objectNode();
        ArrayNode list = answer.putArray("Metrics");
        metrics.metrics().stream()
                .filter(metric -> namespace.isEmpty() || metric.namespace().equals(namespace))
                .filter(metric -> name.isEmpty() || metric.name().equals(name))
                .sorted(Comparator.comparing(
                        metric -> metric.namespace() + metric.name() + new TreeMap<>(metric.dimensions())))
                .forEach(metric -> {
                    ObjectNode described = list.addObject()
                            .put("Namespace", metric.namespace())
                            .put("MetricName", metric.name());
                    ArrayNode dimensions = described.putArray("Dimensions");
                    new TreeMap<>(metric.dimensions())
                            .forEach((key, value) ->
                                    dimensions.addObject().put("Name", key).put("Value", value));
                });
        return answer;
    }

    ObjectNode statistics(JsonNode input) {
        MetricId metric = metric(input);
        Instant from = instant(input, "StartTime");
        Instant until = instant(input, "EndTime");
        Duration period = Duration.ofSeconds((long) number(input, "Period"));
        if (!period.isPositive() || Duration.between(from, until).dividedBy(period) > MOST_DATAPOINTS) {
            throw CloudWatchFault.invalid("Period and times ask for more than " + MOST_DATAPOINTS + " datapoints");
        }
        List<String> wanted =
                input.path("Statistics").valueStream().map(JsonNode::asText).toList();
        ObjectNode answer = JSON.objectNode().put("Label", metric.name());
        ArrayNode datapoints = answer.putArray("Datapoints");
        for (Instant start = from; start.isBefore(until); start = start.plus(period)) {
            List<Sample> samples = metrics.samples(metric, start, start.plus(period));
            if (samples.isEmpty()) {
                continue;
            }
            ObjectNode datapoint = datapoints.addObject();
            datapoint.putPOJO("Timestamp", start);
            for (String statistic : wanted) {
                OptionalDouble value = Statistics.of(statistic, samples);
                value.ifPresent(found -> datapoint.put(statistic, found));
            }
        }
        return answer;
    }

    static MetricId metric(JsonNode input) {
        return new MetricId(require(input, "Namespace"), require(input, "MetricName"), dimensions(input));
    }

    static String require(JsonNode input, String name) {
        String text = input.path(name).asText("");
        if (text.isEmpty()) {
            throw CloudWatchFault.missing(name);
        }
        return text;
    }

    private static Map<String, String> dimensions(JsonNode input) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        input.path("Dimensions")
                .forEach(dimension -> dimensions.put(require(dimension, "Name"), require(dimension, "Value")));
        return dimensions;
    }

    private static double number(JsonNode input, String name) {
        JsonNode value = input.path(name);
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return Double.parseDouble(require(input, name));
        } catch (NumberFormatException notNumber) {
            throw CloudWatchFault.invalid("The value of " + name + " is no number");
        }
    }

    /** Seconds since 1970 in the newer protocols, text in the query protocol. */
    private static Instant instant(JsonNode input, String name) {
        JsonNode value = input.path(name);
        if (value.isNumber()) {
            return Instant.ofEpochMilli(Math.round(value.doubleValue() * 1_000));
        }
        try {
            return OffsetDateTime.parse(require(input, name)).toInstant();
        } catch (DateTimeParseException notTime) {
            throw CloudWatchFault.invalid("The value of " + name + " is no time");
        }
    }
}
