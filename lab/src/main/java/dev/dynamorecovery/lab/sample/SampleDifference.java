package dev.dynamorecovery.lab.sample;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a table differs from the model of it, by keys.
 *
 * <p>Compares values one by one with Java's own equality and shares no code with the digests: it is the second opinion
 * on their verdict.
 */
public record SampleDifference(Set<String> missing, Set<String> extra, Set<String> different) {

    public static SampleDifference between(
            SampleTable table,
            Map<String, Map<String, AttributeValue>> expected,
            List<Map<String, AttributeValue>> actual) {
        return between(table, PossibleStates.exactly(expected), actual);
    }

    /** The same where an item may rightly be one of several things. */
    public static SampleDifference between(
            SampleTable table, PossibleStates rightly, List<Map<String, AttributeValue>> actual) {
        Set<String> missing = new TreeSet<>();
        rightly.byKey().forEach((key, states) -> {
            if (!states.contains(Optional.<Map<String, AttributeValue>>empty())) {
                missing.add(key);
            }
        });
        Set<String> extra = new TreeSet<>();
        Set<String> different = new TreeSet<>();
        for (Map<String, AttributeValue> item : actual) {
            String key = table.keyTextOf(item);
            missing.remove(key);
            List<Map<String, AttributeValue>> wanted =
                    rightly.of(key).stream().flatMap(Optional::stream).toList();
            if (wanted.isEmpty()) {
                extra.add(key);
            } else if (wanted.stream().noneMatch(state -> comparable(state).equals(comparable(item)))) {
                different.add(key);
            }
        }
        return new SampleDifference(missing, extra, different);
    }

    public boolean isEmpty() {
        return missing.isEmpty() && extra.isEmpty() && different.isEmpty();
    }

    /** Every key in which the two differ. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>(missing);
        keys.addAll(extra);
        keys.addAll(different);
        return keys;
    }

    private static Map<String, Object> comparable(Map<String, AttributeValue> item) {
        Map<String, Object> comparable = new HashMap<>();
        item.forEach((name, value) -> comparable.put(name, comparable(value)));
        return comparable;
    }

    private static Object comparable(AttributeValue value) {
        return switch (value.type()) {
            case N -> number(value.n());
            case SS -> Set.copyOf(value.ss());
            case BS -> new HashSet<>(value.bs());
            case NS -> {
                Set<Object> numbers = new HashSet<>();
                value.ns().forEach(number -> numbers.add(number(number)));
                yield numbers;
            }
            case L -> {
                List<Object> elements = new ArrayList<>();
                value.l().forEach(element -> elements.add(comparable(element)));
                yield elements;
            }
            case M -> comparable(value.m());
            case S -> value.s();
            case B -> value.b();
            case BOOL -> value.bool();
            case NUL -> AttributeValue.Type.NUL;
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("a value of an unknown type");
        };
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text).stripTrailingZeros();
    }
}
