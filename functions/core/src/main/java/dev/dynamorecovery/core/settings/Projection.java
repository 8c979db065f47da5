package dev.dynamorecovery.core.settings;

import java.util.List;

/**
 * What an index holds of each item.
 *
 * @param nonKeyAttributes sorted by name; empty unless the kind is {@code INCLUDE}
 */
public record Projection(Kind kind, List<String> nonKeyAttributes) {

    public Projection {
        nonKeyAttributes = nonKeyAttributes.stream().sorted().toList();
    }

    /** How much an index holds of each item. */
    public enum Kind {
        ALL,
        KEYS_ONLY,
        INCLUDE
    }

    @Override
    public String toString() {
        return nonKeyAttributes.isEmpty() ? kind.name() : kind + " " + nonKeyAttributes;
    }
}
