package dev.dynamorecovery.core.settings;

import java.util.List;

/** A global secondary index. */
public record GlobalIndex(String name, List<KeyAttribute> key, Projection projection, Capacity capacity) {

    public GlobalIndex {
        key = List.copyOf(key);
    }
}
