package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An alarm of the template on one metric.
 *
 * @param description empty when there is none
 * @param dimensions of the metric, every one
 * @param statistic such as {@code Sum}, {@code Maximum} or {@code p99}
 * @param datapointsToAlarm how many of the periods have to breach
 * @param comparison such as {@code GreaterThanThreshold}
 * @param missingData {@code missing}, {@code ignore}, {@code breaching} or {@code notBreaching}
 * @param actions ARNs of topics told when the alarm goes off
 * @param okActions ARNs of topics told when all is well
 * @param insufficientDataActions ARNs of topics told when nobody can tell
 */
public record AlarmDefinition(
        String logicalId,
        String name,
        String arn,
        String description,
        String namespace,
        String metricName,
        Map<String, String> dimensions,
        String statistic,
        Duration period,
        int evaluationPeriods,
        int datapointsToAlarm,
        double threshold,
        String comparison,
        String missingData,
        boolean actionsEnabled,
        List<String> actions,
        List<String> okActions,
        List<String> insufficientDataActions) {

    public AlarmDefinition {
        dimensions = Map.copyOf(dimensions);
        actions = List.copyOf(actions);
        okActions = List.copyOf(okActions);
        insufficientDataActions = List.copyOf(insufficientDataActions);
    }

    /**
     * The alarm that a client asks for by PutMetricAlarm.
     *
     * @throws TemplateException when a parameter is missing, unknown or wrong
     */
    public static AlarmDefinition requested(ObjectNode parameters, String region) {
        Properties properties = new Properties("PutMetricAlarm", parameters);
        String name = properties.text("AlarmName");
        String arn = "arn:aws:cloudwatch:" + region + ":" + StackIdentity.LAB_ACCOUNT_ID + ":alarm:" + name;
        return AlarmReader.of(name, arn, properties);
    }

    /** The same alarm, whose actions are taken or not. */
    public AlarmDefinition withActionsEnabled(boolean enabled) {
        return new AlarmDefinition(
                logicalId,
                name,
                arn,
                description,
                namespace,
                metricName,
                dimensions,
                statistic,
                period,
                evaluationPeriods,
                datapointsToAlarm,
                threshold,
                comparison,
                missingData,
                enabled,
                actions,
                okActions,
                insufficientDataActions);
    }
}
