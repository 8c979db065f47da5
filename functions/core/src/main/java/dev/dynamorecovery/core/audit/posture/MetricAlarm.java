package dev.dynamorecovery.core.audit.posture;

import java.util.List;
import java.util.Map;

/**
 * An alarm of CloudWatch on a metric of DynamoDB.
 *
 * @param metric such as {@code ThrottledRequests}
 * @param dimensions such as {@code TableName}
 * @param actions the ARNs that are told when it goes off
 */
public record MetricAlarm(
        String name, String metric, Map<String, String> dimensions, boolean actionsEnabled, List<String> actions) {

    public MetricAlarm {
        dimensions = Map.copyOf(dimensions);
        actions = List.copyOf(actions);
    }
}
