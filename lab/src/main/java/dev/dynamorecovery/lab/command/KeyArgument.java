package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An item's key as it is typed: {@code userId=u-17,orderId=o-3}, or {@code {"userId":"u,1=2"}} where a value holds commas
 * or equals signs. Bytes are typed in Base64.
 *
 * @param field the option, for messages
 * @param typed what was typed
 * @param values the text of each key attribute
 */
record KeyArgument(String field, String typed, Map<String, String> values) {

    /** A comma parts two attributes where a name and an equals sign follow it. */
    private static final Pattern BETWEEN = Pattern.compile(",(?=[^,=]+=)");

    private static final String REMEDY =
            "give each key attribute's name and value, such as userId=u-17,orderId=o-3, or a JSON object";

    /** Reads what was typed. What the table calls its key is not known yet. */
    static KeyArgument read(String field, String typed) {
        Map<String, String> values = typed.startsWith("{") ? ofJson(field, typed) : ofPairs(field, typed);
        if (values.isEmpty() || values.size() > 2) {
            throw CommandFailure.usage(field, typed, "is no key", REMEDY);
        }
        return new KeyArgument(field, typed, values);
    }

    /**
     * The key attributes as the table has them.
     *
     * @param types DynamoDB's letter for the type of each key attribute: S, N or B
     */
    Item in(String table, Map<String, String> types) {
        if (!values.keySet().equals(types.keySet())) {
            throw refused("is no key of " + table, "give exactly " + String.join(" and ", types.keySet()));
        }
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        types.forEach((name, type) -> attributes.put(name, value(name, type, values.getOrDefault(name, ""))));
        return new Item(attributes);
    }

    private AttributeValue value(String name, String type, String text) {
        try {
            return switch (type) {
                case "N" -> new AttributeValue.Numeric(new BigDecimal(text).toString());
                case "B" -> new AttributeValue.Binary(Base64.getDecoder().decode(text));
                default -> new AttributeValue.Text(text);
            };
        } catch (IllegalArgumentException notOfThatType) {
            throw refused(
                    "does not fit the table",
                    "give " + name + (type.equals("N") ? " a number" : " its bytes in Base64"));
        }
    }

    private CommandFailure refused(String problem, String remedy) {
        return new CommandFailure(
                ExitCode.REFUSED,
                field + " '" + typed + "' " + problem,
                List.of(new Refusal("KeyDoesNotFit", field, typed, remedy)),
                null);
    }

    private static Map<String, String> ofPairs(String field, String typed) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : BETWEEN.split(typed, -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || values.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw CommandFailure.usage(field, typed, "is no key", REMEDY);
            }
        }
        return values;
    }

    private static Map<String, String> ofJson(String field, String typed) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            JsonNode json = Json.MAPPER.readTree(typed);
            List<String> unreadable = new ArrayList<>();
            json.properties().forEach(entry -> {
                if (entry.getValue().isTextual() || entry.getValue().isNumber()) {
                    values.put(entry.getKey(), entry.getValue().asText());
                } else {
                    unreadable.add(entry.getKey());
                }
            });
            if (unreadable.isEmpty()) {
                return values;
            }
        } catch (JsonProcessingException malformed) {
            throw CommandFailure.usage(field, typed, "is no JSON object", REMEDY);
        }
        throw CommandFailure.usage(field, typed, "holds something else than texts and numbers", REMEDY);
    }
}
