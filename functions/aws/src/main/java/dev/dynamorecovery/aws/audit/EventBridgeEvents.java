package dev.dynamorecovery.aws.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.aws.runtime.SignedJsonService;
import dev.dynamorecovery.aws.runtime.TransientFailure;
import java.util.ArrayList;
import java.util.List;

/** Tells the account's event bus what this suite has seen, ten events to a call; refused ones are sent again. */
public final class EventBridgeEvents {

    private static final String TARGET = "AWSEvents.PutEvents";
    private static final String SOURCE = "dynamo-recovery";
    private static final int AT_A_TIME = 10;
    private static final int ATTEMPTS = 3;

    private final SignedJsonService events;

    public EventBridgeEvents(SignedJsonService events) {
        this.events = events;
    }

    /**
     * An event.
     *
     * @param resource the ARN of what it is about
     */
    public record Event(String detailType, String resource, JsonNode detail) {}

    /** Sends the events. Throws {@link TransientFailure} when some are refused to the last. */
    public void send(List<Event> all) {
        for (int from = 0; from < all.size(); from += AT_A_TIME) {
            List<Event> left = all.subList(from, Math.min(all.size(), from + AT_A_TIME));
            for (int attempt = 1; attempt <= ATTEMPTS && !left.isEmpty(); attempt++) {
                left = once(left);
            }
            if (!left.isEmpty()) {
                throw new TransientFailure(
                        "EventBridge refused %d events of type %s: the next audit that sees a change sends its own"
                                .formatted(left.size(), left.getFirst().detailType()));
            }
        }
    }

    private List<Event> once(List<Event> batch) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = request.putArray("Entries");
        for (Event event : batch) {
            entries.addObject()
                    .put("Source", SOURCE)
                    .put("DetailType", event.detailType())
                    .put("Detail", event.detail().toString())
                    .putArray("Resources")
                    .add(event.resource());
        }
        JsonNode answers = events.operation(TARGET, request).path("Entries");
        List<Event> refused = new ArrayList<>();
        for (int entry = 0; entry < batch.size(); entry++) {
            if (answers.path(entry).hasNonNull("ErrorCode")) {
                refused.add(batch.get(entry));
            }
        }
        return refused;
    }
}
