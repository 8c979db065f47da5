package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The resolved properties of one resource, read strictly: an unknown one is refused by name. */
final class Properties {

    private final String place;
    private final ObjectNode properties;

    Properties(String place, ObjectNode properties) {
        this.place = place;
        this.properties = properties;
    }

    /**
     * Refuses every property that is in neither set.
     *
     * @param honoured what the lab acts on
     * @param withoutEffect what the lab has no counterpart for, and need not have
     */
    Properties only(Set<String> honoured, Set<String> withoutEffect) {
        properties.fieldNames().forEachRemaining(name -> {
            if (!honoured.contains(name) && !withoutEffect.contains(name)) {
                throw new TemplateException("property " + place + "." + name + " is not known to the lab: it knows "
                        + Stream.concat(honoured.stream(), withoutEffect.stream())
                                .sorted()
                                .collect(Collectors.joining(", ")));
            }
        });
        return this;
    }

    Optional<JsonNode> find(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    String text(String name) {
        return find(name)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new TemplateException("property " + place + "." + name + " is missing: set it"));
    }

    int integer(String name, int otherwise) {
        return find(name).map(value -> parse(name, value)).orElse(otherwise);
    }

    boolean flag(String name) {
        return find(name).map(value -> value.asText().equals("true")).orElse(false);
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        find(name)
                .ifPresent(map -> map.properties().forEach(entry -> {
                    if (entry.getValue().isContainerNode()) {
                        throw new TemplateException(
                                "property " + place + "." + name + "." + entry.getKey() + " is no text: write one");
                    }
                    texts.put(entry.getKey(), entry.getValue().asText());
                }));
        return texts;
    }

    /** A list of texts, empty when absent. */
    List<String> list(String name) {
        return elements(name).stream()
                .map(element -> {
                    if (element.isContainerNode()) {
                        throw new TemplateException(
                                "property " + place + "." + name + " holds " + element + ": write texts");
                    }
                    return element.asText();
                })
                .toList();
    }

    /** A list of nested objects, empty when absent. */
    List<Properties> objects(String name) {
        return elements(name).stream()
                .map(element -> new Properties(place + "." + name, asObject(name, element)))
                .toList();
    }

    private List<JsonNode> elements(String name) {
        return find(name)
                .map(value -> {
                    if (!value.isArray()) {
                        throw new TemplateException(
                                "property " + place + "." + name + " is " + value + ": write a list");
                    }
                    return value.valueStream().toList();
                })
                .orElse(List.of());
    }

    /** Where in the template these are. */
    String place() {
        return place;
    }

    /** A nested object, empty when absent. */
    Properties object(String name) {
        return new Properties(
                place + "." + name,
                find(name).map(node -> asObject(name, node)).orElseGet(() -> properties.objectNode()));
    }

    ObjectNode json() {
        return properties;
    }

    private ObjectNode asObject(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new TemplateException("property " + place + "." + name + " is " + node + ": write a mapping");
    }

    private int parse(String name, JsonNode value) {
        try {
            return Integer.parseInt(value.asText());
        } catch (NumberFormatException notNumber) {
            throw new TemplateException(
                    "property " + place + "." + name + " is " + value + ": give a whole number", notNumber);
        }
    }
}
