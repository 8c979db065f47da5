package dev.dynamorecovery.lab.machine.expression;

import java.util.List;
import java.util.Set;

/**
 * What a JSONata expression takes from its surroundings, found without evaluating it.
 *
 * @param variables names (without {@code $}) that neither the expression nor JSONata binds
 * @param statesPaths the field names that follow each use of {@code $states}, such as {@code [context, Task, Token]}
 * @param faults what can never work in a state machine, in sentences
 */
public record References(Set<String> variables, Set<List<String>> statesPaths, List<String> faults) {}
