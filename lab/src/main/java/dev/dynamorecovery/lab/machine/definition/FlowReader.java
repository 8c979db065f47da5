package dev.dynamorecovery.lab.machine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.integration.ResourceCatalog;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads StartAt and States, of the machine and of everything nested in it. */
final class FlowReader {

    /** Step Functions' bound of a state's name, in characters. */
    private static final int LONGEST_NAME = 80;

    private final ResourceCatalog catalog;
    private final Faults faults;
    private final Set<String> namesOfMachine = new HashSet<>();

    FlowReader(ResourceCatalog catalog, Faults faults) {
        this.catalog = catalog;
        this.faults = faults;
    }

    /** @param path the names of the states around this flow, each with a slash behind it */
    @Nullable
    Flow read(FieldReader owner, String path) {
        String startAt = owner.requiredText("StartAt");
        ObjectNode nodes = owner.object("States");
        if (nodes == null || nodes.isEmpty()) {
            owner.fault("States", "is required: an object with at least one state");
            return null;
        }
        Map<String, State> states = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : nodes.properties()) {
            String place = path + entry.getKey();
            checkName(entry.getKey(), place);
            if (entry.getValue() instanceof ObjectNode node) {
                FieldReader fields = new FieldReader(node, place, "", faults);
                State state = new StateReader(this, catalog).read(entry.getKey(), fields, place + "/");
                if (state != null) {
                    states.put(entry.getKey(), state);
                }
            } else {
                faults.add(place, "", "must be an object");
            }
        }
        if (startAt != null && !nodes.has(startAt)) {
            owner.fault("StartAt", "names no state: " + startAt);
            return null;
        }
        if (startAt == null || states.size() < nodes.size()) {
            return null;
        }
        return new Flow(startAt, states);
    }

    private void checkName(String name, String place) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            faults.add(place, "", "a state's name has 1 to " + LONGEST_NAME + " characters");
        }
        if (!namesOfMachine.add(name)) {
            faults.add(place, "", "another state of the machine has this name; names are unique in the whole machine");
        }
    }
}
