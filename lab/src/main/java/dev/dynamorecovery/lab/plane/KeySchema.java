package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes that make a table's primary key, partition key first, and their types. */
record KeySchema(List<String> attributeNames, List<String> types) {

    private static final int MAXIMUM_KEY_BYTES = 2048;
    private static final int MAXIMUM_DIGITS = 38;
    private static final int LEAST_EXPONENT = -130;
    private static final int GREATEST_EXPONENT = 125;

    /** From the members {@code KeySchema} and {@code AttributeDefinitions} of a table. */
    static KeySchema of(JsonNode table) {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (String keyType : List.of("HASH", "RANGE")) {
            WireJson.elements(table.path("KeySchema"))
                    .filter(element -> keyType.equals(element.path("KeyType").textValue()))
                    .map(element -> element.path("AttributeName").asText())
                    .forEach(name -> {
                        names.add(name);
                        types.add(typeOf(name, table.path("AttributeDefinitions")));
                    });
        }
        return new KeySchema(List.copyOf(names), List.copyOf(types));
    }

    private static String typeOf(String name, JsonNode definitions) {
        return WireJson.elements(definitions)
                .filter(definition ->
                        name.equals(definition.path("AttributeName").textValue()))
                .map(definition -> definition.path("AttributeType").asText())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("key attribute " + name + " is not defined"));
    }

    /** The key of an item, or of a {@code Key} parameter; empty when it is malformed, which the engine explains. */
    Optional<ItemKey> keyOf(JsonNode item) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < attributeNames.size(); index++) {
            String type = types.get(index);
            JsonNode value = item.path(attributeNames.get(index));
            Optional<String> canonical =
                    value.isObject() && value.size() == 1 ? canonical(type, value.path(type)) : Optional.empty();
            if (canonical.isEmpty()) {
                return Optional.empty();
            }
            text.append(type).append(canonical.get().length()).append(':').append(canonical.get());
        }
        return Optional.of(new ItemKey(text.toString()));
    }

    private static Optional<String> canonical(String type, JsonNode value) {
        if (!value.isTextual()) {
            return Optional.empty();
        }
        String text = value.textValue();
        return type.equals("N") ? CanonicalNumber.tryOf(text) : Optional.of(text);
    }

    /** Whether an item can have this key: the engine refuses even to look for one that is empty, too long or too big. */
    boolean allows(ObjectNode keyAttributes) {
        for (int index = 0; index < attributeNames.size(); index++) {
            String type = types.get(index);
            String text =
                    keyAttributes.path(attributeNames.get(index)).path(type).asText();
            if (text.isEmpty() || text.length() > MAXIMUM_KEY_BYTES || (type.equals("N") && !representable(text))) {
                return false;
            }
        }
        return true;
    }

    private static boolean representable(String number) {
        BigDecimal value = new BigDecimal(number).stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        return value.signum() == 0
                || (value.precision() <= MAXIMUM_DIGITS && exponent >= LEAST_EXPONENT && exponent <= GREATEST_EXPONENT);
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
