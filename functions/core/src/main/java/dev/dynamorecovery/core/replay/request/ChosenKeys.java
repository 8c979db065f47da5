package dev.dynamorecovery.core.replay.request;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RefusalCode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Typed keys as keys of a table.
 *
 * @param refusals why a typed key is none of the table
 */
record ChosenKeys(Set<ItemKey> keys, List<Refusal> refusals) {

    static ChosenKeys of(String field, List<Map<String, String>> typed, ReplayTable.Found table) {
        Set<ItemKey> keys = new HashSet<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Map<String, String> key : typed) {
            try {
                keys.add(key(key, table));
            } catch (IllegalArgumentException noKey) {
                refusals.add(new Refusal(
                        RefusalCode.INVALID_KEY,
                        field,
                        String.join(", ", key.keySet()),
                        "give a value for each of "
                                + String.join(", ", table.keySchema().names())
                                + ", numbers in digits, bytes in Base64"));
            }
        }
        return new ChosenKeys(keys, refusals);
    }

    private static ItemKey key(Map<String, String> typed, ReplayTable.Found table) {
        if (!typed.keySet().equals(new HashSet<>(table.keySchema().names()))) {
            throw new IllegalArgumentException("other attributes than the key's");
        }
        Map<String, AttributeValue> attributes = new HashMap<>();
        typed.forEach((name, text) -> attributes.put(
                name,
                switch (table.keyTypes().getOrDefault(name, "")) {
                    case "S" -> new AttributeValue.Text(text);
                    case "N" -> new AttributeValue.Numeric(text);
                    case "B" -> new AttributeValue.Binary(Base64.getDecoder().decode(text));
                    default -> throw new IllegalArgumentException("a key attribute of an unknown type");
                }));
        return ItemKey.of(new Item(attributes), table.keySchema());
    }
}
