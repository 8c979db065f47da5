package dev.dynamorecovery.lab.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of a queue that can be set; names, limits and defaults are SQS's.
 *
 * @param retention how long a message is kept; a window into the past, so the lab does not scale it
 * @param redrive where a message goes that was received too often
 */
record QueueSettings(
        Duration delay,
        int maximumMessageBytes,
        Duration retention,
        Duration receiveWait,
        Duration visibilityTimeout,
        Optional<Redrive> redrive) {

    static final QueueSettings DEFAULTS = new QueueSettings(
            Duration.ZERO, 1_048_576, Duration.ofDays(4), Duration.ZERO, Duration.ofSeconds(30), Optional.empty());

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A dead-letter queue, and after how many receives a message moves there. */
    record Redrive(String deadLetterArn, int maxReceiveCount) {

        static Redrive parse(String policy) {
            JsonNode node;
            try {
                node = JSON.readTree(policy);
            } catch (JsonProcessingException notJson) {
                throw QueueFault.invalidAttribute("RedrivePolicy", "Redrive policy is not a valid JSON map.");
            }
            int count = node.path("maxReceiveCount").asInt(0);
            if (!node.path("deadLetterTargetArn").isTextual() || count < 1 || count > 1_000) {
                throw QueueFault.invalidAttribute(
                        "RedrivePolicy", "give deadLetterTargetArn, and maxReceiveCount from 1 to 1000.");
            }
            return new Redrive(node.path("deadLetterTargetArn").textValue(), count);
        }

        String policy() {
            return JSON.createObjectNode()
                    .put("deadLetterTargetArn", deadLetterArn)
                    .put("maxReceiveCount", maxReceiveCount)
                    .toString();
        }
    }

    /** With the attributes of a request. */
    QueueSettings with(Map<String, String> attributes) {
        QueueSettings settings = this;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            settings = settings.with(attribute.getKey(), attribute.getValue());
        }
        return settings;
    }

    private QueueSettings with(String name, String value) {
        return switch (name) {
            case "DelaySeconds" ->
                new QueueSettings(
                        seconds(name, value, 0, 900),
                        maximumMessageBytes,
                        retention,
                        receiveWait,
                        visibilityTimeout,
                        redrive);
            case "MaximumMessageSize" ->
                new QueueSettings(
                        delay,
                        integer(name, value, 1_024, 1_048_576),
                        retention,
                        receiveWait,
                        visibilityTimeout,
                        redrive);
            case "MessageRetentionPeriod" ->
                new QueueSettings(
                        delay,
                        maximumMessageBytes,
                        seconds(name, value, 60, 1_209_600),
                        receiveWait,
                        visibilityTimeout,
                        redrive);
            case "ReceiveMessageWaitTimeSeconds" ->
                new QueueSettings(
                        delay, maximumMessageBytes, retention, seconds(name, value, 0, 20), visibilityTimeout, redrive);
            case "VisibilityTimeout" ->
                new QueueSettings(
                        delay, maximumMessageBytes, retention, receiveWait, seconds(name, value, 0, 43_200), redrive);
            case "RedrivePolicy" ->
                new QueueSettings(
                        delay,
                        maximumMessageBytes,
                        retention,
                        receiveWait,
                        visibilityTimeout,
                        value.isEmpty() ? Optional.empty() : Optional.of(Redrive.parse(value)));
            default -> throw QueueFault.of("InvalidAttributeName", "Unknown Attribute " + name + ".");
        };
    }

    /** As GetQueueAttributes tells them. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("DelaySeconds", Long.toString(delay.toSeconds()));
        attributes.put("MaximumMessageSize", Integer.toString(maximumMessageBytes));
        attributes.put("MessageRetentionPeriod", Long.toString(retention.toSeconds()));
        attributes.put("ReceiveMessageWaitTimeSeconds", Long.toString(receiveWait.toSeconds()));
        attributes.put("VisibilityTimeout", Long.toString(visibilityTimeout.toSeconds()));
        redrive.ifPresent(policy -> attributes.put("RedrivePolicy", policy.policy()));
        return attributes;
    }

    private static Duration seconds(String name, String value, int least, int most) {
        return Duration.ofSeconds(integer(name, value, least, most));
    }

    private static int integer(String name, String value, int least, int most) {
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw QueueFault.invalidAttribute(name, "must be a number from " + least + " to " + most + ".");
    }
}
