package dev.dynamorecovery.lab.machine.definition;

import dev.dynamorecovery.lab.machine.definition.FieldUse.Moment;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the reserved variable {@code $states} holds, and when. */
final class StatesVariable {

    private static final Map<String, Set<String>> CONTEXT = Map.of(
            "Execution", Set.of("Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount"),
            "State", Set.of("EnteredTime", "Name", "RetryCount"),
            "StateMachine", Set.of("Id", "Name"),
            "Task", Set.of("Token"),
            "Map", Set.of("Item"));

    private StatesVariable() {}

    /** What is wrong with {@code $states} followed by these fields; empty when nothing is. */
    static String problem(List<String> fields, Moment moment, boolean mapItem) {
        if (fields.isEmpty()) {
            return "";
        }
        return switch (fields.get(0)) {
            case "input" -> "";
            case "result" ->
                moment == Moment.RESULT ? "" : "$states.result is there only in Output and Assign of a state with work";
            case "errorOutput" ->
                moment == Moment.CAUGHT ? "" : "$states.errorOutput is there only in Output and Assign of a Catch";
            case "context" -> context(fields.subList(1, fields.size()), moment, mapItem);
            default -> "$states has input, result, errorOutput and context, not " + fields.get(0);
        };
    }

    private static String context(List<String> fields, Moment moment, boolean mapItem) {
        if (fields.isEmpty()) {
            return "";
        }
        Set<String> members = CONTEXT.get(fields.get(0));
        String path = "$states.context." + String.join(".", fields);
        if (members == null || (fields.size() > 1 && !members.contains(fields.get(1)))) {
            return path + " is not part of the context object";
        }
        if (fields.get(0).equals("Task") && moment != Moment.CALLBACK_ARGUMENTS) {
            return path + " is there only in Arguments of a .waitForTaskToken task";
        }
        if (fields.get(0).equals("Map") && moment != Moment.ITEM && !mapItem) {
            return path + " is there only in ItemSelector and inside an inline map";
        }
        return "";
    }
}
