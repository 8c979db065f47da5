package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.eventsource.BatchFunction.Item;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What a function's answer says of a batch, when it reports the items that failed. */
final class BatchAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchAnswer() {}

    /**
     * The places of the items that failed, ascending. An empty answer or list is success; an answer of another shape, or
     * an identifier that is none of the batch, fails all of it.
     */
    static List<Integer> failures(byte[] payload, List<Item> items) {
        JsonNode answer;
        try {
            answer = JSON.readTree(payload);
        } catch (IOException notJson) {
            return all(items);
        }
        if (answer.isMissingNode() || answer.isNull()) {
            return List.of();
        }
        JsonNode failures = answer.path("batchItemFailures");
        if (!answer.isObject() || !(failures.isMissingNode() || failures.isNull() || failures.isArray())) {
            return all(items);
        }
        Map<String, Integer> places = new HashMap<>();
        IntStream.range(0, items.size())
                .forEach(place -> places.put(items.get(place).identifier(), place));
        TreeSet<Integer> failed = new TreeSet<>();
        for (JsonNode failure : failures) {
            Integer place = places.get(failure.path("itemIdentifier").asText(""));
            if (place == null) {
                return all(items);
            }
            failed.add(place);
        }
        return List.copyOf(failed);
    }

    static List<Integer> all(List<Item> items) {
        return IntStream.range(0, items.size()).boxed().toList();
    }
}
