package dev.dynamorecovery.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.machine.StateMachineSource;
import dev.dynamorecovery.lab.machine.execution.StateMachine;
import dev.dynamorecovery.lab.template.StateMachineDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A shipped machine that dies as soon as one of its states has been left: killed, and always in the same place. */
final class CutMachine {

    /** What its executions fail with. */
    static final String KILLED = "Killed";

    private static final String CUT = "Cut";
    private static final String ENDED = "Ended";

    private CutMachine() {}

    /** The names of all states, with those inside of maps. */
    static List<String> states(StateMachineDefinition machine) throws IOException {
        List<String> names = new ArrayList<>();
        collect(read(machine), names);
        return names;
    }

    private static void collect(JsonNode flow, List<String> names) {
        for (Map.Entry<String, JsonNode> state : flow.get("States").properties()) {
            names.add(state.getKey());
            if (state.getValue().has("ItemProcessor")) {
                collect(state.getValue().get("ItemProcessor"), names);
            }
        }
    }

    /** Loads the cut machine beside the shipped one, which stays as it is; gives its ARN. */
    static String load(Lab lab, StateMachineDefinition machine, String lastState) throws IOException {
        ObjectNode definition = (ObjectNode) read(machine);
        if (!cut(definition, lastState)) {
            throw new IllegalArgumentException(machine.logicalId() + " has no state " + lastState);
        }
        StateMachine shipped = lab.machines().machine(machine.arn()).orElseThrow();
        return lab.machines()
                .load(new StateMachineSource(
                        machine.name() + "-cut",
                        shipped.caller().region(),
                        definition.toString(),
                        machine.substitutions(),
                        shipped.roleArn(),
                        shipped.caller().accessKeyId()))
                .arn();
    }

    private static JsonNode read(StateMachineDefinition machine) throws IOException {
        return Documents.readJson(Files.readAllBytes(machine.definition()));
    }

    private static boolean cut(ObjectNode flow, String lastState) {
        ObjectNode states = (ObjectNode) flow.get("States");
        if (states.has(lastState)) {
            cutAfter(states, (ObjectNode) states.get(lastState));
            return true;
        }
        for (JsonNode outer : states) {
            if (outer.has("ItemProcessor") && cut((ObjectNode) outer.get("ItemProcessor"), lastState)) {
                // Nobody catches a kill.
                ((ObjectNode) outer).remove("Catch");
                return true;
            }
        }
        return false;
    }

    /** The way that the state led to stays in the definition: the lab refuses states that nothing leads to. */
    private static void cutAfter(ObjectNode states, ObjectNode last) {
        String way = last.path("Type").asText().equals("Choice") ? "Default" : "Next";
        String next = last.path(way).asText(ENDED);
        last.remove("End");
        last.put(way, CUT);
        states.putObject(CUT)
                .put("Type", "Choice")
                .put("Default", next)
                .putArray("Choices")
                .addObject()
                .put("Condition", "{% true %}")
                .put("Next", KILLED);
        states.putObject(KILLED).put("Type", "Fail").put("Error", KILLED);
        if (next.equals(ENDED)) {
            states.putObject(ENDED).put("Type", "Succeed");
        }
    }
}
