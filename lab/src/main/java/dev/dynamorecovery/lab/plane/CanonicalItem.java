package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Brings one item into canonical form, and counts its size on the way. */
final class CanonicalItem {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private int sizeBytes;

    /** Thrown within this class only: turns into an empty result. */
    private static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedException() {
            super(null, null, false, false);
        }
    }

    Optional<ObjectNode> item(JsonNode item) {
        try {
            return Optional.of(attributes(item));
        } catch (MalformedException malformed) {
            return Optional.empty();
        }
    }

    int sizeBytes() {
        return sizeBytes;
    }

    private ObjectNode attributes(JsonNode map) {
        if (!map.isObject()) {
            throw new MalformedException();
        }
        ObjectNode sorted = NODES.objectNode();
        List<String> names = new ArrayList<>(map.size());
        map.fieldNames().forEachRemaining(names::add);
        names.sort(Comparator.naturalOrder());
        for (String name : names) {
            count(name);
            sorted.set(name, value(map.path(name)));
        }
        return sorted;
    }

    private ObjectNode value(JsonNode typed) {
        if (!typed.isObject() || typed.size() != 1) {
            throw new MalformedException();
        }
        Map.Entry<String, JsonNode> entry = typed.properties().iterator().next();
        ObjectNode canonical = NODES.objectNode();
        canonical.set(entry.getKey(), content(entry.getKey(), entry.getValue()));
        return canonical;
    }

    private JsonNode content(String type, JsonNode content) {
        return switch (type) {
            case "S", "B" -> {
                count(content.asText());
                yield content;
            }
            case "N" -> number(content);
            case "BOOL", "NULL" -> {
                sizeBytes += 1;
                yield NODES.booleanNode(content.asBoolean());
            }
            case "M" -> {
                sizeBytes += 3 + content.size();
                yield attributes(content);
            }
            case "L" -> {
                sizeBytes += 3 + content.size();
                ArrayNode values = NODES.arrayNode(content.size());
                content.forEach(element -> values.add(value(element)));
                yield values;
            }
            case "SS", "BS" ->
                set(content, Comparator.naturalOrder(), element -> {
                    count(element.asText());
                    return element;
                });
            case "NS" -> set(content, Comparator.comparing(BigDecimal::new), this::number);
            default -> throw new MalformedException();
        };
    }

    private ArrayNode set(
            JsonNode elements, Comparator<String> order, java.util.function.UnaryOperator<JsonNode> each) {
        TreeSet<String> sorted = new TreeSet<>(order);
        elements.forEach(element -> sorted.add(each.apply(element).asText()));
        ArrayNode set = NODES.arrayNode(sorted.size());
        sorted.forEach(set::add);
        return set;
    }

    private JsonNode number(JsonNode text) {
        String number = CanonicalNumber.tryOf(text.asText()).orElseThrow(MalformedException::new);
        sizeBytes += number.length() / 2 + 2;
        return TextNode.valueOf(number);
    }

    private void count(String text) {
        int bytes = text.length();
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) > 127) {
                bytes = text.getBytes(StandardCharsets.UTF_8).length;
                break;
            }
        }
        sizeBytes += bytes;
    }
}
