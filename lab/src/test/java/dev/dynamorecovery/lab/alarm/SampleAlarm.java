package dev.dynamorecovery.lab.alarm;

import dev.dynamorecovery.lab.template.AlarmDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Alarms for tests: on the errors of one function, going off at 1. */
final class SampleAlarm {

    static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:notices";
    static final MetricId METRIC = new MetricId("AWS/Lambda", "Errors", Map.of("FunctionName", "worker"));

    private SampleAlarm() {}

    static AlarmDefinition of(int evaluationPeriods, int datapointsToAlarm, String missingData) {
        return new AlarmDefinition(
                "Failures",
                "failures",
                "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:failures",
                "The worker failed.",
                METRIC.namespace(),
                METRIC.name(),
                METRIC.dimensions(),
                "Sum",
                Duration.ofMinutes(1),
                evaluationPeriods,
                datapointsToAlarm,
                1,
                "GreaterThanOrEqualToThreshold",
                missingData,
                true,
                List.of(TOPIC),
                List.of(),
                List.of());
    }
}
