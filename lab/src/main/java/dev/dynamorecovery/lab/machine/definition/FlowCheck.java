package dev.dynamorecovery.lab.machine.definition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Finds transitions that lead nowhere, states that nothing leads to, and flows without an end. */
final class FlowCheck {

    private final Faults faults;

    FlowCheck(Faults faults) {
        this.faults = faults;
    }

    void check(Flow flow, String path) {
        for (State state : flow.states().values()) {
            for (Edge edge : Edge.from(state)) {
                if (edge.next() != null && !flow.states().containsKey(edge.next())) {
                    faults.add(path + state.name(), edge.field(), "names no state of this flow: " + edge.next());
                }
            }
            inside(state, path + state.name() + "/");
        }
        Set<String> reached = reached(flow);
        flow.states().keySet().stream()
                .filter(name -> !reached.contains(name))
                .forEach(name -> faults.add(path + name, "", "no state leads here"));
        boolean ends = reached.stream()
                .map(flow::state)
                .anyMatch(state -> state instanceof State.Succeed
                        || state instanceof State.Fail
                        || Edge.from(state).stream().anyMatch(edge -> edge.next() == null));
        if (!ends) {
            faults.add(path.isEmpty() ? "" : path.substring(0, path.length() - 1), "States", "no way leads to an end");
        }
    }

    private void inside(State state, String path) {
        if (state instanceof State.Parallel parallel) {
            parallel.branches().forEach(branch -> check(branch, path));
        } else if (state instanceof State.MapEach map) {
            check(map.processor(), path);
        }
    }

    private static Set<String> reached(Flow flow) {
        Set<String> reached = new HashSet<>(Set.of(flow.startAt()));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (Edge edge : Edge.from(flow.state(open.remove()))) {
                String next = edge.next();
                if (next != null && flow.states().containsKey(next) && reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }
}
