package dev.dynamorecovery.core.comparison;

import dev.dynamorecovery.core.item.AttributeValue;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns values into what a report may show of them. */
public final class ShownValues {

    private final Disclosure disclosure;

    /** Shows what {@code disclosure} allows. */
    public ShownValues(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    /** A value as it is shown. */
    public ShownValue show(AttributeValue value) {
        return switch (disclosure) {
            case REDACTED -> new ShownValue(type(value), null);
            case REVEALED -> new ShownValue(type(value), text(value));
        };
    }

    static String type(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text ignored -> "S";
            case AttributeValue.Numeric ignored -> "N";
            case AttributeValue.Binary ignored -> "B";
            case AttributeValue.Bool ignored -> "BOOL";
            case AttributeValue.Null ignored -> "NULL";
            case AttributeValue.ListOf ignored -> "L";
            case AttributeValue.MapOf ignored -> "M";
            case AttributeValue.TextSet ignored -> "SS";
            case AttributeValue.NumericSet ignored -> "NS";
            case AttributeValue.BinarySet ignored -> "BS";
        };
    }

    private static String text(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text text -> quoted(text.value());
            case AttributeValue.Numeric number -> number.value();
            case AttributeValue.Binary binary -> base64(binary.value());
            case AttributeValue.Bool bool -> Boolean.toString(bool.value());
            case AttributeValue.Null ignored -> "null";
            case AttributeValue.ListOf list -> joined(list.values(), ShownValues::typed);
            case AttributeValue.MapOf map -> entries(map.entries());
            case AttributeValue.TextSet set -> joined(set.values(), ShownValues::quoted);
            case AttributeValue.NumericSet set -> joined(set.values(), Function.identity());
            case AttributeValue.BinarySet set -> joined(set.values(), ShownValues::base64);
        };
    }

    private static String typed(AttributeValue value) {
        return "{\"" + type(value) + "\":" + text(value) + "}";
    }

    private static String entries(Map<String, AttributeValue> entries) {
        return new TreeMap<>(entries)
                .entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ":" + typed(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static <T> String joined(List<T> values, Function<T, String> text) {
        return values.stream().map(text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String base64(byte[] bytes) {
        return quoted(Base64.getEncoder().encodeToString(bytes));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ') {
                quoted.append("\\u%04x".formatted((int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
