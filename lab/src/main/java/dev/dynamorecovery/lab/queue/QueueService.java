package dev.dynamorecovery.lab.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SQS's API in its JSON protocol, for what the suite and an operator at a failure queue need. */
public final class QueueService implements LabService {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queues queues;
    private final MessageOperations messages;

    public QueueService(Queues queues, LabTime time) {
        this.queues = queues;
        this.messages = new MessageOperations(time);
    }

    @Override
    public String signingName() {
        return "sqs";
    }

    @Override
    public List<String> resources(LabRequest request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            JsonNode url = body.path("QueueUrl");
            String name = url.isTextual()
                    ? name(url.textValue())
                    : body.path("QueueName").asText();
            return name.isEmpty() ? List.of() : List.of(Queues.arn(request.region(), name));
        } catch (IOException notJson) {
            return List.of(); // The answer is an error, and no permission was used.
        }
    }

    @Override
    public LabResponse handle(LabRequest request) throws IOException, InterruptedException {
        try {
            JsonNode body = JSON.readTree(request.body().length == 0 ? new byte[] {'{', '}'} : request.body());
            if (!(body instanceof ObjectNode object)) {
                return answer(QueueFault.of("SerializationException", "The request body is not a JSON object"));
            }
            return answer(answer(
                    request.targetOperation().orElse(""),
                    new QueueRequest(request.region(), object),
                    request.accessKeyId()));
        } catch (JsonProcessingException notJson) {
            return answer(QueueFault.of("SerializationException", "The request body is not a JSON object"));
        } catch (QueueFault fault) {
            return answer(fault);
        }
    }

    private ObjectNode answer(String operation, QueueRequest request, String caller) throws InterruptedException {
        return switch (operation) {
            case "CreateQueue" -> {
                request.only(operation, "QueueName", "Attributes", "tags");
                Queue queue = queues.create(request.region(), request.require("QueueName"), request.map("Attributes"));
                yield JSON.createObjectNode().put("QueueUrl", url(request.region(), queue));
            }
            case "DeleteQueue" -> {
                queues.delete(queue(request.only(operation, "QueueUrl")));
                yield JSON.createObjectNode();
            }
            case "GetQueueUrl" -> {
                request.only(operation, "QueueName", "QueueOwnerAWSAccountId");
                Queue queue = queues.find(Queues.arn(request.region(), request.require("QueueName")))
                        .orElseThrow(QueueFault::noSuchQueue);
                yield JSON.createObjectNode().put("QueueUrl", url(request.region(), queue));
            }
            case "ListQueues" -> list(request.only(operation, "QueueNamePrefix", "MaxResults"));
            case "GetQueueAttributes" ->
                attributes(
                        queue(request.only(operation, "QueueUrl", "AttributeNames")), request.texts("AttributeNames"));
            case "SetQueueAttributes" -> {
                Queue queue = queue(request.only(operation, "QueueUrl", "Attributes"));
                queue.settings(queue.settings().with(request.map("Attributes")));
                yield JSON.createObjectNode();
            }
            case "PurgeQueue" -> {
                queue(request.only(operation, "QueueUrl")).purge();
                yield JSON.createObjectNode();
            }
            case "SendMessage",
                    "SendMessageBatch",
                    "ReceiveMessage",
                    "DeleteMessage",
                    "DeleteMessageBatch",
                    "ChangeMessageVisibility" -> messages.answer(operation, queue(request), request, caller);
            default -> throw QueueFault.unsupported("the operation " + operation);
        };
    }

    private ObjectNode list(QueueRequest request) {
        int most = request.integer("MaxResults", 1, 1_000).orElse(1_000);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode urls = answer.putArray("QueueUrls");
        queues.list(request.region(), request.find("QueueNamePrefix").orElse("")).stream()
                .limit(most)
                .forEach(queue -> urls.add(url(request.region(), queue)));
        return answer;
    }

    private static ObjectNode attributes(Queue queue, Set<String> wanted) {
        ObjectNode all = JSON.createObjectNode();
        Queue.Counts counts = queue.counts();
        all.put("QueueArn", queue.arn())
                .put("ApproximateNumberOfMessages", Integer.toString(counts.visible()))
                .put("ApproximateNumberOfMessagesNotVisible", Integer.toString(counts.hidden()))
                .put("ApproximateNumberOfMessagesDelayed", Integer.toString(counts.delayed()))
                .put("CreatedTimestamp", Long.toString(queue.createdAt().getEpochSecond()));
        queue.settings().attributes().forEach(all::put);
        if (!wanted.contains("All")) {
            wanted.stream()
                    .filter(name -> !all.has(name) && !name.equals("RedrivePolicy"))
                    .findFirst()
                    .ifPresent(name -> {
                        throw QueueFault.of("InvalidAttributeName", "Unknown Attribute " + name + ".");
                    });
            all.retain(wanted);
        }
        return JSON.createObjectNode().set("Attributes", all);
    }

    private Queue queue(QueueRequest request) {
        return queues.find(Queues.arn(request.region(), name(request.require("QueueUrl"))))
                .orElseThrow(QueueFault::noSuchQueue);
    }

    /** The queue's name is the last part of its URL, whatever the host. */
    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static String url(String region, Queue queue) {
        return "https://sqs." + region + ".amazonaws.com/" + StackIdentity.LAB_ACCOUNT_ID + "/" + queue.name();
    }

    private static LabResponse answer(ObjectNode body) throws JsonProcessingException {
        return new LabResponse(200, Map.of("Content-Type", "application/x-amz-json-1.0"), JSON.writeValueAsBytes(body));
    }

    private static LabResponse answer(QueueFault fault) throws JsonProcessingException {
        ObjectNode body = JSON.createObjectNode()
                .put("__type", "com.amazonaws.sqs#" + fault.shape())
                .put("message", fault.getMessage());
        return new LabResponse(
                400,
                Map.of(
                        "Content-Type",
                        "application/x-amz-json-1.0",
                        "x-amzn-query-error",
                        fault.queryCode() + ";Sender"),
                JSON.writeValueAsBytes(body));
    }
}
