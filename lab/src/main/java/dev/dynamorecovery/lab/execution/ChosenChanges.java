package dev.dynamorecovery.lab.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes as a request chooses them: those that fit everything given.
 *
 * @param keys key attributes by name, their values as text
 * @param from the window's first instant; given with {@code until}, or null for all times
 * @param writer who made them, or null for anybody
 */
public record ChosenChanges(
        List<Map<String, String>> keys,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String writer) {

    public ChosenChanges {
        keys = keys.stream().map(Map::copyOf).toList();
    }

    /** Whether nothing is given. */
    public boolean isEmpty() {
        return keys.isEmpty() && from == null && writer == null;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        if (!keys.isEmpty()) {
            ArrayNode array = json.putArray("keys");
            keys.forEach(key -> {
                ObjectNode values = array.addObject();
                new TreeMap<>(key).forEach(values::put);
            });
        }
        if (from != null && until != null) {
            json.putObject("window").put("from", from.toString()).put("until", until.toString());
        }
        if (writer != null) {
            json.put("writer", writer);
        }
        return json;
    }
}
