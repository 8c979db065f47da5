package dev.dynamorecovery.lab.machine.definition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds references to what is not there when an expression is evaluated: a variable that no state on any way to it
 * assigns, and parts of {@code $states} that do not exist at that moment.
 */
final class VariableCheck {

    private final Faults faults;

    VariableCheck(Faults faults) {
        this.faults = faults;
    }

    void check(Flow flow) {
        check(flow, "", Set.of(), Set.of(), false);
    }

    /**
     * @param visible variables of the scopes around, which can be read
     * @param taken names that the scopes around use anywhere, which can't be assigned
     * @param mapItem whether {@code $states.context.Map} exists
     */
    private void check(Flow flow, String path, Set<String> visible, Set<String> taken, boolean mapItem) {
        Map<String, Set<String>> before = assignedBefore(flow, visible);
        Set<String> namesHere = new HashSet<>();
        for (State state : flow.states().values()) {
            for (Edge edge : Edge.from(state)) {
                namesHere.addAll(edge.assigned());
                new TreeSet<>(edge.assigned())
                        .stream()
                                .filter(taken::contains)
                                .forEach(name -> faults.add(
                                        path + state.name(),
                                        "Assign/" + name,
                                        "a flow around this one has a variable $" + name
                                                + "; Step Functions wants another name here"));
            }
        }
        Set<String> takenInside = new HashSet<>(taken);
        takenInside.addAll(namesHere);
        flow.states().forEach((name, state) -> {
            Set<String> known = before.getOrDefault(name, visible);
            for (FieldUse use : FieldUse.of(state)) {
                references(path + name, use, known, mapItem);
            }
            if (state instanceof State.Parallel parallel) {
                parallel.branches().forEach(branch -> check(branch, path + name + "/", known, takenInside, mapItem));
            } else if (state instanceof State.MapEach map) {
                boolean distributed = map.distribution() != null;
                check(map.processor(), path + name + "/", distributed ? Set.of() : known, takenInside, !distributed);
            }
        });
    }

    /** For every state that can be reached, the variables that some way to it assigns. */
    private static Map<String, Set<String>> assignedBefore(Flow flow, Set<String> visible) {
        Map<String, Set<String>> before = new HashMap<>();
        before.put(flow.startAt(), new HashSet<>(visible));
        Deque<String> open = new ArrayDeque<>(List.of(flow.startAt()));
        while (!open.isEmpty()) {
            String name = open.remove();
            Set<String> known = before.getOrDefault(name, Set.of());
            for (Edge edge : Edge.from(flow.state(name))) {
                String next = edge.next();
                if (next == null || !flow.states().containsKey(next)) {
                    continue;
                }
                Set<String> after = new HashSet<>(known);
                after.addAll(edge.assigned());
                Set<String> atNext = before.get(next);
                if (atNext == null) {
                    before.put(next, after);
                    open.add(next);
                } else if (atNext.addAll(after)) {
                    open.add(next);
                }
            }
        }
        return before;
    }

    private void references(String state, FieldUse use, Set<String> known, boolean mapItem) {
        use.expression().references().faults().forEach(problem -> faults.add(state, use.field(), problem));
        use.expression().references().variables().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add(
                        state,
                        use.field(),
                        "$" + name + " is neither a variable assigned on a way to this state nor a function"));
        use.expression().references().statesPaths().stream()
                .map(fields -> StatesVariable.problem(fields, use.moment(), mapItem))
                .filter(problem -> !problem.isEmpty())
                .forEach(problem -> faults.add(state, use.field(), problem));
    }
}
