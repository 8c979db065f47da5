package dev.dynamorecovery.lab.eventsource;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A function that keeps every event. It reports the records and messages whose text holds "poison", and fails as a
 * whole on "explode".
 */
public final class CollectingHandler implements RequestStreamHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, List<JsonNode>> EVENTS = new ConcurrentHashMap<>();

    private final String collection;

    public CollectingHandler(Map<String, String> environment) {
        this.collection = environment.getOrDefault("COLLECTION", "");
    }

    /** What the functions of a collection were given so far. */
    public static List<JsonNode> events(String collection) {
        return EVENTS.computeIfAbsent(collection, missing -> new CopyOnWriteArrayList<>());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = JSON.readTree(input);
        events(collection).add(event);
        ObjectNode answer = JSON.createObjectNode();
        var failures = answer.putArray("batchItemFailures");
        for (JsonNode record : event.path("Records")) {
            String text = record.toString();
            if (text.contains("explode")) {
                throw new IllegalStateException("this record cannot be processed");
            }
            if (text.contains("poison")) {
                failures.addObject()
                        .put(
                                "itemIdentifier",
                                record.path("messageId")
                                        .asText(record.at("/dynamodb/SequenceNumber")
                                                .asText()));
            }
        }
        JSON.writeValue(output, answer);
    }
}
