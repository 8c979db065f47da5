package dev.dynamorecovery.lab.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.time.LabTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations of SQS that move messages. */
final class MessageOperations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** How often a long poll looks, nominally; never more often than every 10 real milliseconds. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private static final Duration SHORTEST_LOOK_INTERVAL = Duration.ofMillis(10);

    private final LabTime time;

    MessageOperations(LabTime time) {
        this.time = time;
    }

    ObjectNode answer(String operation, Queue queue, QueueRequest request, String caller) throws InterruptedException {
        return switch (operation) {
            case "SendMessage" ->
                send(
                        queue,
                        request.only(operation, "QueueUrl", "MessageBody", "DelaySeconds", "MessageAttributes"),
                        caller);
            case "SendMessageBatch" ->
                each(
                        request.only(operation, "QueueUrl", "Entries"),
                        entry -> send(
                                queue,
                                entry.only(operation, "Id", "MessageBody", "DelaySeconds", "MessageAttributes"),
                                caller));
            case "ReceiveMessage" -> receive(queue, request);
            case "DeleteMessage" -> delete(queue, request.only(operation, "QueueUrl", "ReceiptHandle"));
            case "DeleteMessageBatch" ->
                each(
                        request.only(operation, "QueueUrl", "Entries"),
                        entry -> delete(queue, entry.only(operation, "Id", "ReceiptHandle")));
            case "ChangeMessageVisibility" -> {
                request.only(operation, "QueueUrl", "ReceiptHandle", "VisibilityTimeout");
                int seconds = request.integer("VisibilityTimeout", 0, 43_200)
                        .orElseThrow(() -> QueueFault.missing("VisibilityTimeout"));
                queue.changeVisibility(request.require("ReceiptHandle"), Duration.ofSeconds(seconds));
                yield JSON.objectNode();
            }
            default -> throw QueueFault.unsupported("the operation " + operation);
        };
    }

    private static ObjectNode send(Queue queue, QueueRequest request, String caller) {
        String body = request.require("MessageBody");
        ObjectNode attributes = request.object("MessageAttributes");
        int limit = queue.settings().maximumMessageBytes();
        if (body.isEmpty()) {
            throw QueueFault.missing("MessageBody");
        }
        if (body.getBytes(StandardCharsets.UTF_8).length + sizeBytes(attributes) > limit) {
            throw QueueFault.of(
                    "InvalidParameterValue",
                    "One or more parameters are invalid. Reason: Message must be shorter than " + limit + " bytes.");
        }
        String id = queue.send(body, attributes, caller, delay(request));
        ObjectNode sent = JSON.objectNode().put("MessageId", id).put("MD5OfMessageBody", MessageDigests.ofBody(body));
        if (!attributes.isEmpty()) {
            sent.put("MD5OfMessageAttributes", MessageDigests.ofAttributes(attributes));
        }
        return sent;
    }

    private static @Nullable Duration delay(QueueRequest request) {
        OptionalInt seconds = request.integer("DelaySeconds", 0, 900);
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : null;
    }

    private static int sizeBytes(ObjectNode attributes) {
        int size = 0;
        for (var attribute : attributes.properties()) {
            JsonNode value = attribute.getValue();
            size += attribute.getKey().length()
                    + value.path("DataType").asText().length()
                    + value.path("StringValue").asText().length()
                    + value.path("BinaryValue").asText().length();
        }
        return size;
    }

    private ObjectNode receive(Queue queue, QueueRequest request) throws InterruptedException {
        request.only(
                "ReceiveMessage",
                "QueueUrl",
                "AttributeNames",
                "MessageSystemAttributeNames",
                "MessageAttributeNames",
                "MaxNumberOfMessages",
                "VisibilityTimeout",
                "WaitTimeSeconds");
        int most = request.integer("MaxNumberOfMessages", 1, 10).orElse(1);
        OptionalInt asked = request.integer("VisibilityTimeout", 0, 43_200);
        Duration visibility = asked.isPresent() ? Duration.ofSeconds(asked.getAsInt()) : queue.visibilityTimeout();
        OptionalInt seconds = request.integer("WaitTimeSeconds", 0, 20);
        Duration wait = seconds.isPresent()
                ? Duration.ofSeconds(seconds.getAsInt())
                : queue.settings().receiveWait();
        Instant until = time.now().plus(time.scaled(wait));
        List<QueueMessage> messages = queue.receive(most, visibility);
        while (messages.isEmpty() && time.now().isBefore(until)) {
            time.pauseAtLeast(LOOK_INTERVAL, SHORTEST_LOOK_INTERVAL);
            messages = queue.receive(most, visibility);
        }
        ObjectNode answer = JSON.objectNode();
        if (!messages.isEmpty()) {
            Set<String> system = request.texts("AttributeNames");
            system.addAll(request.texts("MessageSystemAttributeNames"));
            Set<String> own = request.texts("MessageAttributeNames");
            ArrayNode list = answer.putArray("Messages");
            messages.forEach(message -> list.add(describe(message, system, own)));
        }
        return answer;
    }

    private static ObjectNode describe(QueueMessage message, Set<String> system, Set<String> own) {
        ObjectNode described = JSON.objectNode()
                .put("MessageId", message.messageId())
                .put("ReceiptHandle", message.receiptHandle())
                .put("MD5OfBody", message.bodyMd5())
                .put("Body", message.body());
        ObjectNode attributes = message.systemAttributes();
        if (!system.contains("All")) {
            attributes.retain(system);
        }
        if (!attributes.isEmpty()) {
            described.set("Attributes", attributes);
        }
        ObjectNode wanted = message.attributes().deepCopy();
        if (!own.contains("All") && !own.contains(".*")) {
            wanted.retain(own);
        }
        if (!wanted.isEmpty()) {
            described.set("MessageAttributes", wanted);
            described.put("MD5OfMessageAttributes", MessageDigests.ofAttributes(wanted));
        }
        return described;
    }

    private static ObjectNode delete(Queue queue, QueueRequest request) {
        queue.delete(request.require("ReceiptHandle"));
        return JSON.objectNode();
    }

    /** Does each entry of a batch for itself: one that fails does not stop the others. */
    private static ObjectNode each(QueueRequest request, Function<QueueRequest, ObjectNode> work) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode successful = answer.putArray("Successful");
        ArrayNode failed = answer.putArray("Failed");
        for (QueueRequest entry : request.entries()) {
            String id = entry.require("Id");
            try {
                successful.add(work.apply(entry).put("Id", id));
            } catch (QueueFault fault) {
                failed.addObject()
                        .put("Id", id)
                        .put("SenderFault", true)
                        .put("Code", fault.shape())
                        .put("Message", fault.getMessage());
            }
        }
        return answer;
    }
}
