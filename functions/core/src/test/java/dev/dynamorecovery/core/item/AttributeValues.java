package dev.dynamorecovery.core.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random values of every type, and other writings of the same value. */
final class AttributeValues {

    /** Characters of one to four bytes, one that stands in for what can't be encoded, and half of a pair. */
    private static final String AWKWARD = "aé漢?\u0000\uD83D\uDE00\uD800";

    private AttributeValues() {}

    /** Any value, up to three levels deep. */
    static Arbitrary<AttributeValue> values() {
        return values(texts(AWKWARD), numbers(), 3);
    }

    /** Values from so small a domain that two of them are often equal. */
    static Arbitrary<AttributeValue> similarValues() {
        return values(
                Arbitraries.of("", "a", "b", "ab", "é"),
                Arbitraries.of("0", "-0", "0.0", "1", "1.0", "01", "1E0", "10", "1E1", "-1", "-1.00", "0.1", "1E-1"),
                2);
    }

    private static Arbitrary<AttributeValue> values(Arbitrary<String> texts, Arbitrary<String> numbers, int depth) {
        Arbitrary<byte[]> bytes = texts.map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<AttributeValue> scalars = Arbitraries.oneOf(
                texts.map(AttributeValue.Text::new),
                numbers.map(AttributeValue.Numeric::new),
                bytes.map(AttributeValue.Binary::new),
                Arbitraries.of(true, false).map(AttributeValue.Bool::new),
                Arbitraries.just(new AttributeValue.Null()),
                texts.list().uniqueElements().ofMinSize(1).ofMaxSize(4).map(AttributeValue.TextSet::new),
                numbers.list()
                        .uniqueElements(text -> new BigDecimal(text).stripTrailingZeros())
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .map(AttributeValue.NumericSet::new),
                texts.list().uniqueElements().ofMinSize(1).ofMaxSize(4).map(AttributeValues::binarySet));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<AttributeValue> nested = values(texts, numbers, depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(4, scalars),
                Tuple.of(1, nested.list().ofMaxSize(4).map(AttributeValue.ListOf::new)),
                Tuple.of(1, maps(texts, nested).map(AttributeValue.MapOf::new)));
    }

    /** Any item, with the key attributes {@code id} (S) and {@code at} (N). */
    static Arbitrary<Item> items() {
        return items(AWKWARD);
    }

    static Arbitrary<Item> items(String awkward) {
        Arbitrary<String> texts = texts(awkward);
        Arbitrary<Map<String, AttributeValue>> maps = maps(texts, values(texts, numbers(), 2));
        return Combinators.combine(maps, texts, numbers()).as((map, id, at) -> {
            Map<String, AttributeValue> attributes = new LinkedHashMap<>(map);
            attributes.put("id", new AttributeValue.Text(id));
            attributes.put("at", new AttributeValue.Numeric(at));
            return new Item(attributes);
        });
    }

    private static Arbitrary<Map<String, AttributeValue>> maps(
            Arbitrary<String> names, Arbitrary<AttributeValue> values) {
        return Arbitraries.maps(names, values).ofMaxSize(5);
    }

    private static AttributeValue binarySet(List<String> texts) {
        return new AttributeValue.BinarySet(texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static Arbitrary<String> texts(String awkward) {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.strings().ascii().ofMinLength(100).ofMaxLength(300),
                Arbitraries.strings().withChars(awkward).ofMaxLength(40));
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.integers().between(-1000, 1000).map(String::valueOf),
                Combinators.combine(
                                Arbitraries.bigIntegers()
                                        .between(
                                                BigInteger.TEN.pow(38).negate().add(BigInteger.ONE),
                                                BigInteger.TEN.pow(38).subtract(BigInteger.ONE)),
                                Arbitraries.integers().between(-87, 120))
                        .as((unscaled, scale) -> new BigDecimal(unscaled, scale).toString()));
    }

    /** The same value written another way: numbers in other notations, maps and sets in another order. */
    static AttributeValue rewritten(AttributeValue value, Random random) {
        return switch (value) {
            case AttributeValue.Numeric number -> new AttributeValue.Numeric(rewritten(number.value(), random));
            case AttributeValue.ListOf list ->
                new AttributeValue.ListOf(list.values().stream()
                        .map(element -> rewritten(element, random))
                        .toList());
            case AttributeValue.MapOf map -> new AttributeValue.MapOf(rewritten(map.entries(), random));
            case AttributeValue.TextSet set -> new AttributeValue.TextSet(shuffled(set.values(), random));
            case AttributeValue.NumericSet set ->
                new AttributeValue.NumericSet(shuffled(
                        set.values().stream()
                                .map(element -> rewritten(element, random))
                                .toList(),
                        random));
            case AttributeValue.BinarySet set -> new AttributeValue.BinarySet(shuffled(set.values(), random));
            case AttributeValue.Text same -> same;
            case AttributeValue.Binary same -> same;
            case AttributeValue.Bool same -> same;
            case AttributeValue.Null same -> same;
        };
    }

    static Map<String, AttributeValue> rewritten(Map<String, AttributeValue> entries, Random random) {
        Map<String, AttributeValue> rewritten = new LinkedHashMap<>();
        for (Map.Entry<String, AttributeValue> entry : shuffled(List.copyOf(entries.entrySet()), random)) {
            rewritten.put(entry.getKey(), rewritten(entry.getValue(), random));
        }
        return rewritten;
    }

    private static String rewritten(String number, Random random) {
        BigDecimal value = new BigDecimal(number);
        return switch (random.nextInt(6)) {
            case 0 -> value.toPlainString();
            case 1 ->
                value.setScale(Math.max(value.scale(), 0) + random.nextInt(4)).toPlainString();
            case 2 -> value.stripTrailingZeros().toString();
            case 3 -> value.toEngineeringString();
            case 4 -> value.signum() < 0 ? "-000" + value.negate().toPlainString() : "00" + value.toPlainString();
            default -> value.signum() == 0 ? "-0.0e5" : value.unscaledValue() + "e" + -value.scale();
        };
    }

    private static <T> List<T> shuffled(List<T> values, Random random) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
