package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** The variables of one flow; those of the flows around it can be read, not assigned. */
final class Variables {

    private final Map<String, JsonNode> values;

    private Variables(Map<String, JsonNode> values) {
        this.values = values;
    }

    static Variables none() {
        return new Variables(new HashMap<>());
    }

    /** The scope of a branch or iteration: sees the variables as they are now. */
    Variables inner() {
        return new Variables(new HashMap<>(values));
    }

    void assign(Map<String, JsonNode> assigned) {
        values.putAll(assigned);
    }

    Map<String, JsonNode> values() {
        return Map.copyOf(values);
    }
}
