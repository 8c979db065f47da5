package dev.dynamorecovery.lab.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One of the three related sample tables, with its key. */
public enum SampleTable {
    USERS,
    ORDERS,
    TRANSACTIONS;

    /** The table's name where nothing else was asked for. */
    public String defaultName() {
        return switch (this) {
            case USERS -> "users";
            case ORDERS -> "orders";
            case TRANSACTIONS -> "transactions";
        };
    }

    /** The names of the key attributes, partition key first. */
    public List<String> keyAttributes() {
        return switch (this) {
            case USERS -> List.of("userId");
            case ORDERS -> List.of("userId", "orderId");
            case TRANSACTIONS -> List.of("orderId", "sequence");
        };
    }

    /** The key of an item of this table. */
    public Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (String attribute : keyAttributes()) {
            AttributeValue value = item.get(attribute);
            if (value == null) {
                throw new IllegalArgumentException("an item of " + defaultName() + " has no " + attribute);
            }
            key.put(attribute, value);
        }
        return key;
    }

    /** The key of an item as text, unique within the table. */
    public String keyTextOf(Map<String, AttributeValue> item) {
        return keyOf(item).values().stream()
                .map(value -> value.s() != null ? value.s() : value.n())
                .collect(Collectors.joining("/"));
    }
}
