package dev.dynamorecovery.aws.runtime;

import java.util.Map;
import java.util.Optional;

/** The environment of one function: the process's own on AWS, a map of its own for each function in the lab. */
public record Environment(Map<String, String> values) {

    /** A value that the function cannot do without. */
    public String required(String name) {
        return optional(name)
                .orElseThrow(() -> new IllegalStateException(
                        "Environment variable " + name + " is missing: the template sets it for this function"));
    }

    /** A whole number that the function cannot do without. */
    public int requiredNumber(String name) {
        String value = required(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalStateException(
                    "Environment variable " + name + " is '" + value + "': give a whole number", notANumber);
        }
    }

    /** A value that may be absent; empty counts as absent. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }
}
