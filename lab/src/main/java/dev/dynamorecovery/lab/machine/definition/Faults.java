package dev.dynamorecovery.lab.machine.definition;

import java.util.ArrayList;
import java.util.List;

/** Collects every fault of one definition. */
final class Faults {

    private final List<DefinitionFault> found = new ArrayList<>();

    void add(String state, String field, String problem) {
        found.add(new DefinitionFault(state, field, problem));
    }

    List<DefinitionFault> found() {
        return found;
    }
}
