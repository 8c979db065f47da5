package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.template.AlarmDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a topic is told when an alarm changes its state.
 *
 * @param subject cut at 100 characters, as SNS has it
 */
record AlarmMessage(String subject, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_SUBJECT = 100;
    private static final Map<String, String> REGION_NAMES = Map.of(
            "us-east-1", "US East (N. Virginia)",
            "us-east-2", "US East (Ohio)",
            "us-west-1", "US West (N. California)",
            "us-west-2", "US West (Oregon)",
            "eu-west-1", "EU (Ireland)",
            "eu-central-1", "EU (Frankfurt)");

    static AlarmMessage of(String region, AlarmStatus before, AlarmStatus now) {
        AlarmDefinition alarm = now.definition();
        String place = REGION_NAMES.getOrDefault(region, region);
        String subject = "%s: \"%s\" in %s".formatted(now.state(), alarm.name(), place);
        ObjectNode text = JSON.createObjectNode()
                .put("AlarmName", alarm.name())
                .put("AlarmDescription", alarm.description())
                .put("AWSAccountId", StackIdentity.LAB_ACCOUNT_ID)
                .put("NewStateValue", now.state().name())
                .put("NewStateReason", now.reason())
                .put("StateChangeTime", AlarmEvent.time(now.since()))
                .put("Region", place)
                .put("AlarmArn", alarm.arn())
                .put("OldStateValue", before.state().name());
        alarm.okActions().forEach(text.putArray("OKActions")::add);
        alarm.actions().forEach(text.putArray("AlarmActions")::add);
        alarm.insufficientDataActions().forEach(text.putArray("InsufficientDataActions")::add);
        text.set("Trigger", trigger(alarm));
        return new AlarmMessage(
                subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject, text.toString());
    }

    private static ObjectNode trigger(AlarmDefinition alarm) {
        boolean extended = alarm.statistic().startsWith("p");
        ObjectNode trigger = JSON.createObjectNode()
                .put("MetricName", alarm.metricName())
                .put("Namespace", alarm.namespace())
                .put("StatisticType", extended ? "ExtendedStatistic" : "Statistic")
                .put(
                        extended ? "ExtendedStatistic" : "Statistic",
                        extended ? alarm.statistic() : alarm.statistic().toUpperCase(Locale.ROOT));
        trigger.putNull("Unit");
        ArrayNode dimensions = trigger.putArray("Dimensions");
        new TreeMap<>(alarm.dimensions())
                .forEach((name, value) ->
                        dimensions.addObject().put("value", value).put("name", name));
        return trigger.put("Period", alarm.period().toSeconds())
                .put("EvaluationPeriods", alarm.evaluationPeriods())
                .put("DatapointsToAlarm", alarm.datapointsToAlarm())
                .put("ComparisonOperator", alarm.comparison())
                .put("Threshold", alarm.threshold())
                .put("TreatMissingData", alarm.missingData())
                .put("EvaluateLowSampleCountPercentile", "");
    }
}
