package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** One item that a request addresses. */
record Target(Table table, ItemKey key, ObjectNode keyAttributes) {

    /** From a whole item or a {@code Key} parameter; empty when the key is malformed. */
    static Optional<Target> of(Table table, JsonNode item) {
        return table.keySchema()
                .keyOf(item)
                .map(key -> new Target(table, key, table.keySchema().keyAttributes(item)));
    }
}
