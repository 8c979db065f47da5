package dev.dynamorecovery.lab.machine.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way out of a state.
 *
 * @param field where the definition says so
 * @param next the state it leads to; null for the end of the flow
 * @param assigned the variables set on the way
 */
record Edge(String field, @Nullable String next, Set<String> assigned) {

    static List<Edge> from(State state) {
        return switch (state) {
            case State.Task task -> withCatchers(task.next(), task.effects(), task.errors());
            case State.Parallel parallel -> withCatchers(parallel.next(), parallel.effects(), parallel.errors());
            case State.MapEach map -> withCatchers(map.next(), map.effects(), map.errors());
            case State.Wait wait -> List.of(new Edge("Next", wait.next(), names(wait.effects())));
            case State.Pass pass -> List.of(new Edge("Next", pass.next(), names(pass.effects())));
            case State.Choice choice -> choice(choice);
            case State.Succeed succeed -> List.of();
            case State.Fail fail -> List.of();
        };
    }

    private static List<Edge> choice(State.Choice choice) {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < choice.rules().size(); i++) {
            State.Rule rule = choice.rules().get(i);
            edges.add(new Edge("Choices[" + i + "]/Next", rule.next(), names(rule.effects())));
        }
        if (choice.defaultNext() != null) {
            edges.add(new Edge("Default", choice.defaultNext(), names(choice.effects())));
        }
        return edges;
    }

    private static List<Edge> withCatchers(@Nullable String next, State.Effects effects, State.ErrorHandling errors) {
        List<Edge> edges = new ArrayList<>();
        edges.add(new Edge("Next", next, names(effects)));
        for (int i = 0; i < errors.catchers().size(); i++) {
            Catcher catcher = errors.catchers().get(i);
            edges.add(new Edge("Catch[" + i + "]/Next", catcher.next(), names(catcher.effects())));
        }
        return edges;
    }

    private static Set<String> names(State.Effects effects) {
        return Map.copyOf(effects.assign()).keySet();
    }
}
