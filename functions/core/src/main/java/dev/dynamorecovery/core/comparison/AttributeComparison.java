package dev.dynamorecovery.core.comparison;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.CanonicalForm;
import dev.dynamorecovery.core.item.Item;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names the values in which two whole items differ, down into maps and lists. */
public final class AttributeComparison {

    private final ShownValues shown;
    private final List<AttributeDifference> differences = new ArrayList<>();

    private AttributeComparison(ShownValues shown) {
        this.shown = shown;
    }

    /** Every value that the one item has otherwise than the other, in the order of their paths. */
    public static List<AttributeDifference> compare(Item expected, Item actual, Disclosure disclosure) {
        AttributeComparison comparison = new AttributeComparison(new ShownValues(disclosure));
        comparison.entries("", expected.attributes(), actual.attributes());
        return List.copyOf(comparison.differences);
    }

    private void entries(String parent, Map<String, AttributeValue> expected, Map<String, AttributeValue> actual) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (String name : names) {
            optional(parent.isEmpty() ? name : parent + "." + name, expected.get(name), actual.get(name));
        }
    }

    private void elements(String parent, List<AttributeValue> expected, List<AttributeValue> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            optional(
                    parent + "[" + i + "]",
                    i < expected.size() ? expected.get(i) : null,
                    i < actual.size() ? actual.get(i) : null);
        }
    }

    private void optional(String path, @Nullable AttributeValue expected, @Nullable AttributeValue actual) {
        if (expected != null && actual != null) {
            values(path, expected, actual);
        } else if (expected != null) {
            differences.add(new AttributeDifference.Absent(path, shown.show(expected)));
        } else if (actual != null) {
            differences.add(new AttributeDifference.Unexpected(path, shown.show(actual)));
        }
    }

    private void values(String path, AttributeValue expected, AttributeValue actual) {
        if (expected instanceof AttributeValue.MapOf from && actual instanceof AttributeValue.MapOf to) {
            entries(path, from.entries(), to.entries());
        } else if (expected instanceof AttributeValue.ListOf from && actual instanceof AttributeValue.ListOf to) {
            elements(path, from.values(), to.values());
        } else if (!Arrays.equals(CanonicalForm.of(expected), CanonicalForm.of(actual))) {
            differences.add(changed(path, expected, actual));
        }
    }

    private AttributeDifference changed(String path, AttributeValue expected, AttributeValue actual) {
        ShownValue from = shown.show(expected);
        ShownValue to = shown.show(actual);
        if (!from.type().equals(to.type())) {
            return new AttributeDifference.ChangedType(path, from, to);
        }
        Set<ByteBuffer> expectedElements = setElements(expected);
        Set<ByteBuffer> actualElements = setElements(actual);
        if (expectedElements.isEmpty() && actualElements.isEmpty()) {
            return new AttributeDifference.ChangedValue(path, from, to);
        }
        Set<ByteBuffer> missing = new HashSet<>(expectedElements);
        missing.removeAll(actualElements);
        Set<ByteBuffer> extra = new HashSet<>(actualElements);
        extra.removeAll(expectedElements);
        return new AttributeDifference.ChangedSet(path, missing.size(), extra.size(), from, to);
    }

    /** The canonical elements of a set; none for a value that is no set, since DynamoDB holds no empty set. */
    private static Set<ByteBuffer> setElements(AttributeValue value) {
        Set<ByteBuffer> elements = new HashSet<>();
        if (value instanceof AttributeValue.TextSet set) {
            set.values().forEach(element -> elements.add(canonical(new AttributeValue.Text(element))));
        } else if (value instanceof AttributeValue.NumericSet set) {
            set.values().forEach(element -> elements.add(canonical(new AttributeValue.Numeric(element))));
        } else if (value instanceof AttributeValue.BinarySet set) {
            set.values().forEach(element -> elements.add(ByteBuffer.wrap(element)));
        }
        return elements;
    }

    private static ByteBuffer canonical(AttributeValue value) {
        return ByteBuffer.wrap(CanonicalForm.of(value));
    }
}
