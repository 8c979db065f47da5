package dev.dynamorecovery.core.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One object of a document, read field by field without leniency: an unknown field, a missing field and a value of
 * another type are each an {@link InvalidField} that names the full path. Nothing is coerced: {@code "true"} is no
 * boolean and {@code 1.0} is no integer.
 */
public final class StrictObject {

    private static final String ABSENT = "(absent)";

    private final JsonNode node;
    private final String path;

    private StrictObject(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** Opens an object whose fields are all among the known ones; the path is empty for the document itself. */
    public static StrictObject open(JsonNode node, String path, Set<String> known) {
        if (!node.isObject()) {
            throw new InvalidField(
                    path.isEmpty() ? "(document)" : path,
                    shown(node),
                    "give an object with the fields " + String.join(", ", new TreeSet<>(known)));
        }
        var object = new StrictObject(node, path);
        node.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                throw new InvalidField(
                        object.pathOf(field.getKey()),
                        shown(field.getValue()),
                        "remove it; the fields known here are " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return object;
    }

    /** Whether the document gives the field; a field that is {@code null} is not given. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    public String text(String name, String remedy) {
        var value = required(name, remedy);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new InvalidField(pathOf(name), shown(value), remedy);
        }
        return value.asText();
    }

    public Optional<String> optionalText(String name, String remedy) {
        return has(name) ? Optional.of(text(name, remedy)) : Optional.empty();
    }

    public int integer(String name, String remedy) {
        var value = required(name, remedy);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new InvalidField(pathOf(name), shown(value), remedy);
        }
        return value.asInt();
    }

    public Optional<BigDecimal> optionalNumber(String name, String remedy) {
        if (!has(name)) {
            return Optional.empty();
        }
        var value = node.get(name);
        if (!value.isNumber()) {
            throw new InvalidField(pathOf(name), shown(value), remedy);
        }
        return Optional.of(value.decimalValue());
    }

    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        var value = node.get(name);
        if (!value.isBoolean()) {
            throw new InvalidField(pathOf(name), shown(value), "write true or false, without quotes");
        }
        return value.asBoolean();
    }

    /** A duration such as {@code PT10M} or {@code P35D}; months and years have no fixed length and are refused. */
    public Duration duration(String name, String remedy) {
        var text = text(name, remedy);
        try {
            return Duration.parse(text);
        } catch (DateTimeException notADuration) {
            throw new InvalidField(pathOf(name), text, remedy);
        }
    }

    public Instant instant(String name, String remedy) {
        var text = text(name, remedy);
        try {
            return Instant.parse(text);
        } catch (DateTimeException notAnInstant) {
            throw new InvalidField(pathOf(name), text, remedy);
        }
    }

    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        var remedy = "give one of " + String.join(", ", Label.all(type));
        var text = text(name, remedy);
        return constantOf(text, type, pathOf(name), remedy);
    }

    public <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        var remedy = "give a list of " + String.join(", ", Label.all(type));
        return texts(name, remedy).stream()
                .map(text -> constantOf(text, type, pathOf(name), remedy))
                .toList();
    }

    public List<String> texts(String name, String remedy) {
        var texts = new ArrayList<String>();
        for (var element : array(name, remedy)) {
            if (!element.isTextual() || element.asText().isBlank()) {
                throw new InvalidField(pathOf(name), shown(element), remedy);
            }
            texts.add(element.asText());
        }
        return List.copyOf(texts);
    }

    /** An object of free names to texts, sorted by name. */
    public Map<String, String> textsByName(String name, String remedy) {
        var value = required(name, remedy);
        if (!value.isObject() || value.isEmpty()) {
            throw new InvalidField(pathOf(name), shown(value), remedy);
        }
        var texts = new TreeMap<String, String>();
        value.properties().forEach(entry -> {
            if (!entry.getValue().isTextual() || entry.getValue().asText().isBlank()) {
                throw new InvalidField(pathOf(name) + "." + entry.getKey(), shown(entry.getValue()), remedy);
            }
            texts.put(entry.getKey(), entry.getValue().asText());
        });
        return texts;
    }

    /** An object of free names to texts and numbers ({@link String} and {@link BigDecimal}), sorted by name. */
    public Map<String, Object> scalarsByName(String name, String remedy) {
        var value = required(name, remedy);
        if (!value.isObject() || value.isEmpty()) {
            throw new InvalidField(pathOf(name), shown(value), remedy);
        }
        var scalars = new TreeMap<String, Object>();
        value.properties().forEach(entry -> {
            var scalar = entry.getValue();
            if (scalar.isNumber()) {
                scalars.put(entry.getKey(), scalar.decimalValue());
            } else if (scalar.isTextual() && !scalar.asText().isBlank()) {
                scalars.put(entry.getKey(), scalar.asText());
            } else {
                throw new InvalidField(pathOf(name) + "." + entry.getKey(), shown(scalar), remedy);
            }
        });
        return scalars;
    }

    public StrictObject object(String name, Set<String> known) {
        return open(
                required(name, "give an object with the fields " + String.join(", ", new TreeSet<>(known))),
                pathOf(name),
                known);
    }

    /** The objects of a list; no list at all is an empty one. */
    public List<StrictObject> objects(String name, Set<String> known) {
        if (!has(name)) {
            return List.of();
        }
        var objects = new ArrayList<StrictObject>();
        for (var element : array(name, "give a list of objects")) {
            objects.add(open(element, pathOf(name) + "[" + objects.size() + "]", known));
        }
        return List.copyOf(objects);
    }

    /** The full path of a field of this object. */
    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private JsonNode array(String name, String remedy) {
        var value = required(name, remedy);
        if (!value.isArray()) {
            throw new InvalidField(pathOf(name), shown(value), remedy);
        }
        return value;
    }

    private JsonNode required(String name, String remedy) {
        var value = node.get(name);
        if (value == null || value.isNull()) {
            throw new InvalidField(pathOf(name), ABSENT, remedy);
        }
        return value;
    }

    private static <E extends Enum<E>> E constantOf(String text, Class<E> type, String path, String remedy) {
        for (var constant : type.getEnumConstants()) {
            if (Label.of(constant).equals(text)) {
                return constant;
            }
        }
        throw new InvalidField(path, text, remedy);
    }

    private static String shown(JsonNode node) {
        return node.isTextual() ? node.asText() : node.toString();
    }
}
