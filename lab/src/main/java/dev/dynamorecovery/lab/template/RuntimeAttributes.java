package dev.dynamorecovery.lab.template;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Attributes of resources that only a running lab can tell.
 *
 * @param streamArns what {@code StreamArn} gives, by the name of a table that exists
 * @param port where function URLs are reached; empty before the lab listens
 */
public record RuntimeAttributes(Map<String, String> streamArns, OptionalInt port) {

    /** Nothing runs yet. */
    public static final RuntimeAttributes NONE = new RuntimeAttributes(Map.of(), OptionalInt.empty());

    public RuntimeAttributes {
        streamArns = Map.copyOf(streamArns);
    }
}
