package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.template.AlarmDefinition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The operations of one Region's CloudWatch, whatever the protocol: trees in, trees out. */
final class CloudWatchOperations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Alarms alarms;
    private final MetricOperations metrics;

    CloudWatchOperations(Alarms alarms, Metrics metrics) {
        this.alarms = alarms;
        this.metrics = new MetricOperations(metrics);
    }

    /** @param now for data that comes without a time */
    ObjectNode answer(String operation, JsonNode input, Instant now) {
        return switch (operation) {
            case "DescribeAlarms" -> describe(input);
            case "DescribeAlarmsForMetric" -> forMetric(input);
            case "SetAlarmState" -> set(input);
            case "PutMetricData" -> metrics.put(input, now);
            case "ListMetrics" -> metrics.list(input);
            case "GetMetricStatistics" -> metrics.statistics(input);
            default -> throw CloudWatchFault.unsupported(operation);
        };
    }

    private ObjectNode describe(JsonNode input) {
        List<String> names =
                input.path("AlarmNames").valueStream().map(JsonNode::asText).toList();
        String prefix = input.path("AlarmNamePrefix").asText("");
        String state = input.path("StateValue").asText("");
        ObjectNode answer = list(
                status -> (names.isEmpty() || names.contains(status.definition().name()))
                        && status.definition().name().startsWith(prefix)
                        && (state.isEmpty() || status.state().name().equals(state)));
        answer.putArray("CompositeAlarms");
        return answer;
    }

    private ObjectNode forMetric(JsonNode input) {
        MetricId metric = MetricOperations.metric(input);
        return list(status -> {
            AlarmDefinition alarm = status.definition();
            return metric.equals(new MetricId(alarm.namespace(), alarm.metricName(), alarm.dimensions()));
        });
    }

    private ObjectNode list(Predicate<AlarmStatus> wanted) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode list = answer.putArray("MetricAlarms");
        alarms.statuses().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(status -> status.definition().name()))
                .forEach(status -> list.add(describe(status)));
        return answer;
    }

    private static ObjectNode describe(AlarmStatus status) {
        AlarmDefinition alarm = status.definition();
        ObjectNode described = JSON.objectNode()
                .put("AlarmName", alarm.name())
                .put("AlarmArn", alarm.arn())
                .put("AlarmDescription", alarm.description())
                .put("ActionsEnabled", alarm.actionsEnabled());
        texts(described, "OKActions", alarm.okActions());
        texts(described, "AlarmActions", alarm.actions());
        texts(described, "InsufficientDataActions", alarm.insufficientDataActions());
        described
                .put("StateValue", status.state().name())
                .put("StateReason", status.reason())
                .put("StateReasonData", status.reasonData());
        described.putPOJO("StateUpdatedTimestamp", status.since());
        described
                .put("MetricName", alarm.metricName())
                .put("Namespace", alarm.namespace())
                .put(alarm.statistic().startsWith("p") ? "ExtendedStatistic" : "Statistic", alarm.statistic());
        ArrayNode dimensions = described.putArray("Dimensions");
        new TreeMap<>(alarm.dimensions())
                .forEach((name, value) ->
                        dimensions.addObject().put("Name", name).put("Value", value));
        return described
                .put("Period", (int) alarm.period().toSeconds())
                .put("EvaluationPeriods", alarm.evaluationPeriods())
                .put("DatapointsToAlarm", alarm.datapointsToAlarm())
                .put("Threshold", alarm.threshold())
                .put("ComparisonOperator", alarm.comparison())
                .put("TreatMissingData", alarm.missingData());
    }

    private ObjectNode set(JsonNode input) {
        String name = MetricOperations.require(input, "AlarmName");
        AlarmState state;
        try {
            state = AlarmState.valueOf(MetricOperations.require(input, "StateValue"));
        } catch (IllegalArgumentException unknown) {
            throw CloudWatchFault.invalid("StateValue is none of OK, ALARM, INSUFFICIENT_DATA");
        }
        String reason = MetricOperations.require(input, "StateReason");
        if (!alarms.set(name, state, reason, input.path("StateReasonData").asText(""))) {
            throw new CloudWatchFault("ResourceNotFound", "Alarm does not exist: " + name, 404);
        }
        return JSON.objectNode();
    }

    private static void texts(ObjectNode node, String name, List<String> values) {
        values.forEach(node.putArray(name)::add);
    }
}
