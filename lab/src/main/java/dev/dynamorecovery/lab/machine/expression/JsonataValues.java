package dev.dynamorecovery.lab.machine.expression;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way into JSONata and back.
 *
 * <p>The library takes Java's null for undefined and has a value of its own for JSON's null; and it rewrites the lists
 * and maps it is given. So every evaluation gets a copy of its own.
 */
final class JsonataValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonataValues() {}

    static Object toJsonata(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(entry -> map.put(entry.getKey(), toJsonata(entry.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                node.forEach(element -> list.add(toJsonata(element)));
                yield list;
            }
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL -> Jsonata.NULL_VALUE;
            case BINARY, MISSING, POJO -> throw new IllegalStateException("not a JSON value: " + node.getNodeType());
        };
    }

    /** JSONata's numbers are doubles; integers that fit stay integers, so that identifiers keep their digits. */
    private static Object number(JsonNode node) {
        if (node.canConvertToExactIntegral() && node.canConvertToLong()) {
            return node.canConvertToInt() ? (Object) node.intValue() : (Object) node.longValue();
        }
        return node.doubleValue();
    }

    /**
     * @throws IllegalArgumentException when the value is not JSON, such as a function
     */
    static JsonNode fromJsonata(@Nullable Object value) {
        if (value == null || Jsonata.NULL_VALUE.equals(value)) {
            return NODES.nullNode();
        }
        return switch (value) {
            case String text -> NODES.textNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Number number -> fraction(number.doubleValue());
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode(list.size());
                list.forEach(element -> array.add(fromJsonata(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((name, element) -> object.set(String.valueOf(name), fromJsonata(element)));
                yield object;
            }
            default -> throw new IllegalArgumentException("a function or another value that is not JSON");
        };
    }

    private static JsonNode fraction(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("a number that is not finite");
        }
        if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            return NODES.numberNode((long) number);
        }
        return NODES.numberNode(number);
    }
}
