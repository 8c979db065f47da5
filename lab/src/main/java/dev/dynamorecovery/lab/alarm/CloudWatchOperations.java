package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.template.AlarmDefinition;
import dev.dynamorecovery.lab.template.TemplateException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The operations of one Region's CloudWatch, whatever the protocol: trees in, trees out. */
final class CloudWatchOperations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** How many alarms a page has unless a client asks for another number. */
    private static final int ALARMS_PER_PAGE = 50;

    private static final int MOST_ALARMS_PER_PAGE = 100;

    private final String region;
    private final Alarms alarms;
    private final MetricOperations metrics;

    CloudWatchOperations(String region, Alarms alarms, Metrics metrics) {
        this.region = region;
        this.alarms = alarms;
        this.metrics = new MetricOperations(metrics);
    }

    /** @param now for data that comes without a time */
    ObjectNode answer(String operation, JsonNode input, Instant now) {
        return switch (operation) {
            case "DescribeAlarms" -> describe(input);
            case "DescribeAlarmsForMetric" -> forMetric(input);
            case "SetAlarmState" -> set(input);
            case "PutMetricAlarm" -> put(input);
            case "DeleteAlarms" -> delete(input);
            case "EnableAlarmActions" -> enable(input, true);
            case "DisableAlarmActions" -> enable(input, false);
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
        if (!prefix.isEmpty() && !names.isEmpty()) {
            throw new CloudWatchFault(
                    "ValidationError", "Filter parameters AlarmNamePrefix and AlarmNames cannot be combined", 400);
        }
        List<String> types = texts(input, "AlarmTypes");
        boolean metricAlarms = types.isEmpty() || types.contains("MetricAlarm");
        String actions = input.path("ActionPrefix").asText("");
        ObjectNode answer = list(
                input,
                status -> metricAlarms
                        && (names.isEmpty()
                                || names.contains(status.definition().name()))
                        && status.definition().name().startsWith(prefix)
                        && (state.isEmpty() || status.state().name().equals(state))
                        && (actions.isEmpty() || acts(status.definition(), actions)));
        answer.putArray("CompositeAlarms");
        return answer;
    }

    private static boolean acts(AlarmDefinition alarm, String prefix) {
        return Stream.of(alarm.actions(), alarm.okActions(), alarm.insufficientDataActions())
                .flatMap(List::stream)
                .anyMatch(action -> action.startsWith(prefix));
    }

    private ObjectNode put(JsonNode input) {
        try {
            ObjectNode parameters = ((ObjectNode) input.deepCopy()).without(List.of("Action", "Version"));
            alarms.put(AlarmDefinition.requested(parameters, region));
        } catch (TemplateException invalid) {
            throw new CloudWatchFault("ValidationError", String.valueOf(invalid.getMessage()), 400);
        }
        return JSON.objectNode();
    }

    private ObjectNode delete(JsonNode input) {
        alarms.delete(texts(input, "AlarmNames")).ifPresent(unknown -> {
            throw new CloudWatchFault("ResourceNotFound", "Alarm does not exist: " + unknown, 404);
        });
        return JSON.objectNode();
    }

    private ObjectNode enable(JsonNode input, boolean enabled) {
        alarms.enableActions(texts(input, "AlarmNames"), enabled);
        return JSON.objectNode();
    }

    private static List<String> texts(JsonNode input, String name) {
        return input.path(name).valueStream().map(JsonNode::asText).toList();
    }

    private ObjectNode forMetric(JsonNode input) {
        MetricId metric = MetricOperations.metric(input);
        return list(JSON.objectNode().put("MaxRecords", MOST_ALARMS_PER_PAGE), status -> {
            AlarmDefinition alarm = status.definition();
            return metric.equals(new MetricId(alarm.namespace(), alarm.metricName(), alarm.dimensions()));
        });
    }

    /** In the order of their names, which the token of the next page is one of. */
    private ObjectNode list(JsonNode input, Predicate<AlarmStatus> wanted) {
        int limit = input.path("MaxRecords").asInt(ALARMS_PER_PAGE);
        if (limit < 1 || limit > MOST_ALARMS_PER_PAGE) {
            throw new CloudWatchFault(
                    "ValidationError", "MaxRecords is " + limit + ": give 1 to " + MOST_ALARMS_PER_PAGE, 400);
        }
        String after = input.path("NextToken").asText("");
        List<AlarmStatus> found = alarms.statuses().stream()
                .filter(wanted)
                .filter(status -> status.definition().name().compareTo(after) > 0)
                .sorted(Comparator.comparing(status -> status.definition().name()))
                .toList();
        ObjectNode answer = JSON.objectNode();
        ArrayNode list = answer.putArray("MetricAlarms");
        found.stream().limit(limit).forEach(status -> list.add(describe(status)));
        if (found.size() > limit) {
            answer.put("NextToken", found.get(limit - 1).definition().name());
        }
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
