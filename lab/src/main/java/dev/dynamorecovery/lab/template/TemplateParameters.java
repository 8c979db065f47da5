package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The values of a template's parameters: overrides, else defaults, each checked against its declaration. */
final class TemplateParameters {

    private static final Set<String> CONSTRAINTS = Set.of(
            "Type",
            "Default",
            "Description",
            "ConstraintDescription",
            "NoEcho",
            "AllowedValues",
            "AllowedPattern",
            "MinLength",
            "MaxLength",
            "MinValue",
            "MaxValue");

    private TemplateParameters() {}

    static Map<String, JsonNode> resolve(ObjectNode declarations, Map<String, String> overrides) {
        overrides.keySet().forEach(name -> {
            if (!declarations.has(name)) {
                throw new TemplateException(
                        "parameter " + name + " is not declared by the template: use one of " + names(declarations));
            }
        });
        Map<String, JsonNode> values = new LinkedHashMap<>();
        declarations.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode declaration = entry.getValue();
            String text = Optional.ofNullable(overrides.get(name))
                    .or(() -> Optional.ofNullable(declaration.get("Default")).map(JsonNode::asText))
                    .orElseThrow(() -> new TemplateException(
                            "parameter " + name + " has no default: give it a value (" + name + "=…)"));
            values.put(name, checked(name, declaration, text));
        });
        return values;
    }

    private static JsonNode checked(String name, JsonNode declaration, String text) {
        declaration.fieldNames().forEachRemaining(constraint -> {
            if (!CONSTRAINTS.contains(constraint)) {
                throw new TemplateException("parameter " + name + ": " + constraint + " is not supported by the lab");
            }
        });
        String type = declaration.path("Type").asText();
        return switch (type) {
            case "String" -> {
                check(name, declaration, text);
                yield JsonNodeFactory.instance.textNode(text);
            }
            case "Number" -> {
                check(name, declaration, text);
                range(name, declaration, text);
                yield JsonNodeFactory.instance.textNode(text);
            }
            case "CommaDelimitedList", "List<Number>" -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                Stream.of(text.split(",", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .forEach(part -> {
                            check(name, declaration, part);
                            list.add(part);
                        });
                yield list;
            }
            default ->
                throw new TemplateException("parameter " + name + " has type " + type
                        + ", which the lab does not support: use String, Number or CommaDelimitedList");
        };
    }

    private static void check(String name, JsonNode declaration, String text) {
        JsonNode allowed = declaration.path("AllowedValues");
        if (allowed.isArray()
                && allowed.valueStream().noneMatch(value -> value.asText().equals(text))) {
            throw new TemplateException("parameter " + name + " is " + text + ": use one of " + allowed);
        }
        JsonNode pattern = declaration.path("AllowedPattern");
        if (pattern.isTextual() && !text.matches(pattern.asText())) {
            throw new TemplateException("parameter " + name + " is " + text + ": it must match " + pattern.asText());
        }
        if (text.length() < declaration.path("MinLength").asInt(0)
                || text.length() > declaration.path("MaxLength").asInt(Integer.MAX_VALUE)) {
            throw new TemplateException("parameter " + name + " is " + text + ": its length is outside the limits");
        }
    }

    private static void range(String name, JsonNode declaration, String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException notNumber) {
            throw new TemplateException("parameter " + name + " is " + text + ": give a number", notNumber);
        }
        if ((declaration.has("MinValue") && number.compareTo(bound(declaration, "MinValue")) < 0)
                || (declaration.has("MaxValue") && number.compareTo(bound(declaration, "MaxValue")) > 0)) {
            throw new TemplateException("parameter " + name + " is " + text + ": it is outside the limits");
        }
    }

    private static BigDecimal bound(JsonNode declaration, String constraint) {
        return new BigDecimal(declaration.path(constraint).asText());
    }

    private static String names(ObjectNode declarations) {
        return declarations.properties().stream()
                .map(Map.Entry::getKey)
                .toList()
                .toString();
    }
}
