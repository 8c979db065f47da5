package dev.dynamorecovery.core.item;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** DynamoDB's notion of equal values, written down a second time and the slow way: the model the tests judge by. */
final class DynamoDbEquality {

    private DynamoDbEquality() {}

    static boolean equal(AttributeValue left, AttributeValue right) {
        if (left.getClass() != right.getClass()) {
            return false;
        }
        return switch (left) {
            case AttributeValue.Text text -> text.equals(right);
            case AttributeValue.Numeric number ->
                new BigDecimal(number.value()).compareTo(new BigDecimal(((AttributeValue.Numeric) right).value())) == 0;
            case AttributeValue.Binary binary -> Arrays.equals(binary.value(), ((AttributeValue.Binary) right).value());
            case AttributeValue.Bool bool -> bool.equals(right);
            case AttributeValue.Null ignored -> true;
            case AttributeValue.ListOf list -> equal(list.values(), ((AttributeValue.ListOf) right).values());
            case AttributeValue.MapOf map -> equal(map, (AttributeValue.MapOf) right);
            case AttributeValue.TextSet set ->
                Set.copyOf(set.values()).equals(Set.copyOf(((AttributeValue.TextSet) right).values()));
            case AttributeValue.NumericSet set ->
                numbers(set.values()).equals(numbers(((AttributeValue.NumericSet) right).values()));
            case AttributeValue.BinarySet set ->
                buffers(set.values()).equals(buffers(((AttributeValue.BinarySet) right).values()));
        };
    }

    static boolean equal(AttributeValue.MapOf left, AttributeValue.MapOf right) {
        return left.entries().keySet().equals(right.entries().keySet())
                && left.entries().entrySet().stream().allMatch(entry -> {
                    AttributeValue other = right.entries().get(entry.getKey());
                    return other != null && equal(entry.getValue(), other);
                });
    }

    private static boolean equal(List<AttributeValue> left, List<AttributeValue> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A sorted set compares its elements by compareTo, so 1.0 and 1 are one element. */
    private static Set<BigDecimal> numbers(List<String> values) {
        return values.stream().map(BigDecimal::new).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<ByteBuffer> buffers(List<byte[]> values) {
        return values.stream().map(ByteBuffer::wrap).collect(Collectors.toSet());
    }
}
