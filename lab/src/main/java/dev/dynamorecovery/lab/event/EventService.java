package dev.dynamorecovery.lab.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** EventBridge's API: PutEvents to the default event bus. */
public final class EventService implements LabService {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ENTRIES = 10;
    private static final int ENTRY_LIMIT_BYTES = 262_144;

    private final Map<String, EventBus> buses;

    /** @param buses by Region */
    public EventService(Map<String, EventBus> buses) {
        this.buses = Map.copyOf(buses);
    }

    @Override
    public String signingName() {
        return "events";
    }

    @Override
    public List<String> resources(LabRequest request) {
        return List.of(
                "arn:aws:events:" + request.region() + ":" + StackIdentity.LAB_ACCOUNT_ID + ":event-bus/default");
    }

    @Override
    public LabResponse handle(LabRequest request) throws IOException {
        String operation = request.targetOperation().orElse("");
        if (!operation.equals("PutEvents")) {
            return fault("UnknownOperationException", "The lab does not support " + operation);
        }
        EventBus bus = buses.get(request.region());
        if (bus == null) {
            return fault("ResourceNotFoundException", "The lab has no event bus in " + request.region());
        }
        JsonNode entries;
        try {
            entries = JSON.readTree(request.body()).path("Entries");
        } catch (JsonProcessingException notJson) {
            return fault("SerializationException", "Start of structure or map found where not expected");
        }
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            return fault(
                    "ValidationException",
                    "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have"
                            + " length between 1 and " + MOST_ENTRIES);
        }
        ObjectNode answer = JSON.createObjectNode().put("FailedEntryCount", 0);
        ArrayNode results = answer.putArray("Entries");
        entries.forEach(entry -> results.add(put(bus, entry)));
        answer.put("FailedEntryCount", (int)
                results.valueStream().filter(result -> result.has("ErrorCode")).count());
        return response(200, answer);
    }

    private static ObjectNode put(EventBus bus, JsonNode entry) {
        String source = entry.path("Source").asText("");
        String detailType = entry.path("DetailType").asText("");
        String busName = entry.path("EventBusName").asText("default");
        if (source.isEmpty() || detailType.isEmpty() || !entry.path("Detail").isTextual()) {
            return refused(
                    "InvalidArgument", "Parameter Source, DetailType or Detail is not valid. Reason: it is required.");
        }
        if (!busName.equals("default") && !busName.endsWith(":event-bus/default")) {
            return refused("ResourceNotFoundException", "Event bus " + busName + " does not exist.");
        }
        if (source.startsWith("aws.")) {
            return refused("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        String text = entry.path("Detail").asText();
        if (text.getBytes(StandardCharsets.UTF_8).length > ENTRY_LIMIT_BYTES) {
            return refused("InvalidArgument", "Total size of the entries in the request is over the limit.");
        }
        try {
            JsonNode detail = JSON.readTree(text);
            if (!detail.isObject()) {
                return refused("MalformedDetail", "Detail is malformed.");
            }
            List<String> resources =
                    entry.path("Resources").valueStream().map(JsonNode::asText).toList();
            return JSON.createObjectNode().put("EventId", bus.publish(source, detailType, resources, detail));
        } catch (JsonProcessingException notJson) {
            return refused("MalformedDetail", "Detail is malformed.");
        }
    }

    private static ObjectNode refused(String code, String message) {
        return JSON.createObjectNode().put("ErrorCode", code).put("ErrorMessage", message);
    }

    private static LabResponse fault(String code, String message) {
        return response(400, JSON.createObjectNode().put("__type", code).put("message", message));
    }

    private static LabResponse response(int status, ObjectNode body) {
        try {
            return new LabResponse(
                    status, Map.of("Content-Type", "application/x-amz-json-1.1"), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}
