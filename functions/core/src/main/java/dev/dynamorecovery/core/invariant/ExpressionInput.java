package dev.dynamorecovery.core.invariant;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item as JSONata sees it: strings, numbers, booleans, null, arrays and objects; sets are arrays, bytes are Base64.
 *
 * <p>JSONata computes in double precision, DynamoDB in 38 digits. A number that a double cannot hold to the digit (an
 * integer beyond 2⁵³, or more than 15 significant digits) is therefore given as text: to compute with it is an error,
 * which leaves the item undecided, where a rounded number would give a wrong answer.
 */
final class ExpressionInput {

    private static final BigDecimal LARGEST_EXACT_INTEGER = BigDecimal.valueOf(1L << 53);
    private static final int DIGITS_HELD_BY_A_DOUBLE = 15;
    private static final int LARGEST_EXPONENT = 100;

    private ExpressionInput() {}

    static Map<String, @Nullable Object> of(Item item) {
        return object(item.attributes());
    }

    private static @Nullable Object of(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text text -> text.value();
            case AttributeValue.Numeric number -> number(number.value());
            case AttributeValue.Binary binary -> base64(binary.value());
            case AttributeValue.Bool bool -> bool.value();
            case AttributeValue.Null none -> null;
            case AttributeValue.ListOf list -> list(list.values());
            case AttributeValue.MapOf map -> object(map.entries());
            case AttributeValue.TextSet set -> List.copyOf(set.values());
            case AttributeValue.NumericSet set ->
                set.values().stream().map(ExpressionInput::number).toList();
            case AttributeValue.BinarySet set ->
                set.values().stream().map(ExpressionInput::base64).toList();
        };
    }

    private static List<@Nullable Object> list(List<AttributeValue> values) {
        var elements = new ArrayList<@Nullable Object>(values.size());
        values.forEach(value -> elements.add(of(value)));
        return elements;
    }

    private static Map<String, @Nullable Object> object(Map<String, AttributeValue> attributes) {
        var fields = HashMap.<String, @Nullable Object>newHashMap(attributes.size());
        attributes.forEach((name, value) -> fields.put(name, of(value)));
        return fields;
    }

    private static Object number(String text) {
        var number = new BigDecimal(text).stripTrailingZeros();
        if (number.scale() <= 0 && number.abs().compareTo(LARGEST_EXACT_INTEGER) <= 0) {
            return number.longValueExact();
        }
        return number.precision() <= DIGITS_HELD_BY_A_DOUBLE && Math.abs(number.scale()) <= LARGEST_EXPONENT
                ? (Object) number.doubleValue()
                : number.toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
