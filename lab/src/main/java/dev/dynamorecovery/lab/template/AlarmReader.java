package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code AWS::CloudWatch::Alarm} on a single metric. */
final class AlarmReader {

    private static final Set<String> HONOURED = Set.of(
            "ActionsEnabled",
            "AlarmActions",
            "AlarmDescription",
            "AlarmName",
            "ComparisonOperator",
            "DatapointsToAlarm",
            "Dimensions",
            "EvaluationPeriods",
            "ExtendedStatistic",
            "InsufficientDataActions",
            "MetricName",
            "Namespace",
            "OKActions",
            "Period",
            "Statistic",
            "Threshold",
            "TreatMissingData");
    private static final Set<String> COMPARISONS = Set.of(
            "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanOrEqualToThreshold", "LessThanThreshold");
    private static final Set<String> STATISTICS = Set.of("Average", "Maximum", "Minimum", "SampleCount", "Sum");
    private static final Set<String> MISSING_DATA = Set.of("breaching", "ignore", "missing", "notBreaching");

    private final StackScope scope;

    AlarmReader(StackScope scope) {
        this.scope = scope;
    }

    AlarmDefinition read(String logicalId) {
        return of(
                scope.physicalName(logicalId),
                scope.arn(logicalId),
                new Properties(logicalId, scope.properties(logicalId)));
    }

    /** Reads the properties of an alarm, which are the parameters of PutMetricAlarm too. */
    static AlarmDefinition of(String name, String arn, Properties properties) {
        String logicalId = properties.place();
        properties.only(HONOURED, Set.of("Tags"));
        int evaluationPeriods = properties.integer("EvaluationPeriods", 1);
        int datapoints = properties.integer("DatapointsToAlarm", evaluationPeriods);
        if (datapoints < 1 || datapoints > evaluationPeriods) {
            throw new TemplateException("property " + logicalId + ".DatapointsToAlarm is " + datapoints
                    + ": give 1 to EvaluationPeriods, which is " + evaluationPeriods);
        }
        return new AlarmDefinition(
                logicalId,
                name,
                arn,
                properties.find("AlarmDescription").map(JsonNode::asText).orElse(""),
                properties.text("Namespace"),
                properties.text("MetricName"),
                dimensions(properties),
                statistic(logicalId, properties),
                period(logicalId, properties),
                evaluationPeriods,
                datapoints,
                threshold(logicalId, properties),
                oneOf(logicalId, "ComparisonOperator", properties.text("ComparisonOperator"), COMPARISONS),
                oneOf(
                        logicalId,
                        "TreatMissingData",
                        properties
                                .find("TreatMissingData")
                                .map(JsonNode::asText)
                                .orElse("missing"),
                        MISSING_DATA),
                properties.find("ActionsEnabled").isEmpty() || properties.flag("ActionsEnabled"),
                actions(logicalId, "AlarmActions", properties),
                actions(logicalId, "OKActions", properties),
                actions(logicalId, "InsufficientDataActions", properties));
    }

    private static Map<String, String> dimensions(Properties properties) {
        Map<String, String> dimensions = new TreeMap<>();
        properties
                .find("Dimensions")
                .ifPresent(list -> list.forEach(dimension -> dimensions.put(
                        dimension.path("Name").asText(), dimension.path("Value").asText())));
        return dimensions;
    }

    private static String statistic(String logicalId, Properties properties) {
        String extended =
                properties.find("ExtendedStatistic").map(JsonNode::asText).orElse("");
        if (extended.isEmpty()) {
            return oneOf(logicalId, "Statistic", properties.text("Statistic"), STATISTICS);
        }
        if (!extended.matches("p[0-9]{1,2}(\\.[0-9]{1,2})?")) {
            throw new TemplateException("property " + logicalId + ".ExtendedStatistic is " + extended
                    + ": the lab knows percentiles such as p99 only");
        }
        return extended;
    }

    private static Duration period(String logicalId, Properties properties) {
        int seconds = properties.integer("Period", 0);
        if (seconds != 10 && seconds != 30 && (seconds < 60 || seconds % 60 != 0)) {
            throw new TemplateException(
                    "property " + logicalId + ".Period is " + seconds + ": give 10, 30 or a multiple of 60 seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private static double threshold(String logicalId, Properties properties) {
        String text = properties.text("Threshold");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notNumber) {
            throw new TemplateException(
                    "property " + logicalId + ".Threshold is " + text + ": give a number", notNumber);
        }
    }

    private static List<String> actions(String logicalId, String name, Properties properties) {
        List<String> arns = properties.find(name).stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .toList();
        arns.stream().filter(arn -> !arn.startsWith("arn:aws:sns:")).findFirst().ifPresent(arn -> {
            throw new TemplateException("property " + logicalId + "." + name + " holds " + arn
                    + ": the lab's alarms tell topics only; give a topic, or a rule for the alarm's event");
        });
        return arns;
    }

    private static String oneOf(String logicalId, String name, String value, Set<String> known) {
        if (!known.contains(value)) {
            throw new TemplateException("property " + logicalId + "." + name + " is " + value + ": use one of "
                    + known.stream().sorted().toList());
        }
        return value;
    }
}
