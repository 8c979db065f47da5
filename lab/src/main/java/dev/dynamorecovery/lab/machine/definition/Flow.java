package dev.dynamorecovery.lab.machine.definition;

import java.util.Map;

/** States with a start: a whole machine, a branch of a Parallel, or the processor of a Map. */
public record Flow(String startAt, Map<String, State> states) {

    /** The state of that name, which the loader has made sure of. */
    public State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalStateException("no state " + name);
        }
        return state;
    }
}
