package dev.dynamorecovery.lab.machine.definition;

/**
 * One reason why a definition is refused.
 *
 * @param state the state's name, with the states around it ({@code Verify/OpenBucket}); empty for the machine itself
 * @param field the field's path in the state, such as {@code Arguments/TableName}; empty for the state as a whole
 * @param problem what is wrong and what would be right
 */
public record DefinitionFault(String state, String field, String problem) {

    @Override
    public String toString() {
        String place = state.isEmpty() ? "state machine" : "state " + state;
        return place + (field.isEmpty() ? "" : ", field " + field) + ": " + problem;
    }
}
