package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code AWS::SQS::Queue}: a standard queue, as CreateQueue's attributes. */
final class QueueReader {

    private static final List<String> ATTRIBUTES = List.of(
            "DelaySeconds",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "ReceiveMessageWaitTimeSeconds",
            "VisibilityTimeout");
    private static final Set<String> HONOURED = Stream.concat(
                    Stream.of("QueueName", "RedrivePolicy"), ATTRIBUTES.stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId", "RedriveAllowPolicy", "SqsManagedSseEnabled", "Tags");

    private final StackScope scope;

    QueueReader(StackScope scope) {
        this.scope = scope;
    }

    QueueDefinition read(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId)).only(HONOURED, WITHOUT_EFFECT);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : ATTRIBUTES) {
            properties.find(name).map(JsonNode::asText).ifPresent(value -> attributes.put(name, value));
        }
        properties.find("RedrivePolicy").ifPresent(policy -> {
            properties.object("RedrivePolicy").only(Set.of("deadLetterTargetArn", "maxReceiveCount"), Set.of());
            attributes.put("RedrivePolicy", policy.toString());
        });
        return new QueueDefinition(
                logicalId,
                scope.physicalName(logicalId),
                scope.arn(logicalId),
                scope.queueUrl(logicalId),
                Map.copyOf(attributes));
    }
}
