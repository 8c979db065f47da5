package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the history of one flow: every event follows the one that this flow wrote before. */
final class Trail {

    private final History history;
    private final InstantSource clock;
    private long previousId;

    Trail(History history, InstantSource clock, long previousId) {
        this.history = history;
        this.clock = clock;
        this.previousId = previousId;
    }

    /** The trail of a flow that begins after the last event of this one. */
    Trail fork() {
        return new Trail(history, clock, previousId);
    }

    /** Goes on after the last event of the flows that ran inside. */
    void join(List<Trail> inner) {
        previousId = Math.max(
                previousId,
                inner.stream().mapToLong(trail -> trail.previousId).max().orElse(previousId));
    }

    long add(String type, @Nullable String detailsField, @Nullable ObjectNode details) {
        previousId = history.add(previousId, clock.instant(), type, detailsField, details);
        return previousId;
    }

    void add(String type) {
        add(type, null, null);
    }

    long entered(String stateType, String name, JsonNode input) throws StateFailure {
        history.requireRoom();
        return add(
                stateType + "StateEntered",
                "stateEnteredEventDetails",
                data(object().put("name", name), "input", input));
    }

    void exited(String stateType, String name, JsonNode output, Map<String, JsonNode> assigned) {
        ObjectNode details = data(object().put("name", name), "output", output);
        if (!assigned.isEmpty()) {
            ObjectNode variables = details.putObject("assignedVariables");
            assigned.forEach((variable, value) -> variables.put(variable, JsonText.write(value)));
            details.putObject("assignedVariablesDetails").put("truncated", false);
        }
        add(stateType + "StateExited", "stateExitedEventDetails", details);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Adds a payload as text, with the field that tells it is whole. */
    static ObjectNode data(ObjectNode details, String field, JsonNode payload) {
        details.put(field, JsonText.write(payload));
        details.putObject(field + "Details").put("truncated", false);
        return details;
    }

    static ObjectNode failure(ObjectNode details, StateFailure failure) {
        details.put("error", failure.error());
        if (failure.explanation() != null) {
            details.put("cause", failure.explanation());
        }
        return details;
    }
}
