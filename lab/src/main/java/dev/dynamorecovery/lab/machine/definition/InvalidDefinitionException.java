package dev.dynamorecovery.lab.machine.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that the lab does not run, with every reason found. */
public final class InvalidDefinitionException extends RuntimeException {

    private final transient List<DefinitionFault> faults;

    public InvalidDefinitionException(String machine, List<DefinitionFault> faults) {
        super(faults.stream()
                .map(fault -> "\n  " + fault)
                .collect(Collectors.joining("", "state machine " + machine + " is refused:", "")));
        this.faults = List.copyOf(faults);
    }

    public List<DefinitionFault> faults() {
        return faults;
    }
}
