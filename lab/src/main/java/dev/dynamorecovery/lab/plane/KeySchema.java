package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes that make a table's primary key, partition key first. */
record KeySchema(List<String> attributeNames) {

    /** From the {@code KeySchema} member of a table's description. */
    static KeySchema of(JsonNode keySchema) {
        List<String> names = new ArrayList<>();
        for (String keyType : List.of("HASH", "RANGE")) {
            WireJson.elements(keySchema)
                    .filter(element -> keyType.equals(element.path("KeyType").textValue()))
                    .forEach(element -> names.add(element.path("AttributeName").asText()));
        }
        return new KeySchema(List.copyOf(names));
    }

    /** The key of an item, or of a {@code Key} parameter; empty when it lacks one, which the engine then explains. */
    Optional<ItemKey> keyOf(JsonNode item) {
        StringBuilder text = new StringBuilder();
        for (String name : attributeNames) {
            JsonNode value = item.path(name);
            if (!value.isObject() || value.size() != 1) {
                return Optional.empty();
            }
            Map.Entry<String, JsonNode> typed = value.properties().iterator().next();
            String type = typed.getKey();
            if (!typed.getValue().isTextual() || !List.of("S", "N", "B").contains(type)) {
                return Optional.empty();
            }
            String canonical = typed.getValue().textValue();
            if (type.equals("N")) {
                Optional<String> number = CanonicalNumber.tryOf(canonical);
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                canonical = number.get();
            }
            text.append(type).append(canonical.length()).append(':').append(canonical);
        }
        return Optional.of(new ItemKey(text.toString()));
    }

    /** Only the key attributes of an item. */
    ObjectNode keyAttributes(JsonNode item) {
        ObjectNode key = WireJson.object();
        for (String name : attributeNames) {
            key.set(name, item.path(name));
        }
        return key;
    }
}
