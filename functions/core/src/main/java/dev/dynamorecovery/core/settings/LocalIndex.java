package dev.dynamorecovery.core.settings;

import java.util.List;

/** A local secondary index: made with its table, and never changed afterwards. */
public record LocalIndex(String name, List<KeyAttribute> key, Projection projection) {

    public LocalIndex {
        key = List.copyOf(key);
    }
}
