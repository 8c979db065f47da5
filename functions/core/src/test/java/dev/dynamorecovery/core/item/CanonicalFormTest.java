package dev.dynamorecovery.core.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalFormTest {

    @Provide
    Arbitrary<AttributeValue> values() {
        return AttributeValues.values();
    }

    @Provide
    Arbitrary<AttributeValue> similarValues() {
        return AttributeValues.similarValues();
    }

    @Provide
    Arbitrary<Item> items() {
        return AttributeValues.items();
    }

    @Property(tries = 2000, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void shouldBeEqualExactlyWhenDynamoDbHoldsValuesToBeEqual(
            @ForAll("similarValues") AttributeValue left, @ForAll("similarValues") AttributeValue right) {
        assertThat(Arrays.equals(CanonicalForm.of(left), CanonicalForm.of(right)))
                .isEqualTo(DynamoDbEquality.equal(left, right));
    }

    @Property(tries = 300, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void shouldNotDependOnHowAValueIsWritten(@ForAll("values") AttributeValue value, @ForAll long seed) {
        AttributeValue rewritten = AttributeValues.rewritten(value, new Random(seed));

        assertThat(CanonicalForm.of(rewritten)).isEqualTo(CanonicalForm.of(value));
    }

    @Property(tries = 300, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void shouldReadBackAsAnEqualItem(@ForAll("items") Item item) {
        Item read = CanonicalReader.item(CanonicalForm.of(item));

        assertThat(DynamoDbEquality.equal(
                        new AttributeValue.MapOf(item.attributes()), new AttributeValue.MapOf(read.attributes())))
                .isTrue();
    }

    @Property(tries = 300, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void shouldDelimitItself(@ForAll("values") AttributeValue first, @ForAll("values") AttributeValue second) {
        CanonicalWriter out = new CanonicalWriter();
        CanonicalForm.write(out, first);
        CanonicalForm.write(out, second);
        ByteBuffer in = ByteBuffer.wrap(out.toByteArray());

        assertThat(DynamoDbEquality.equal(CanonicalReader.value(in), first)).isTrue();
        assertThat(DynamoDbEquality.equal(CanonicalReader.value(in), second)).isTrue();
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void shouldTellTypesApartThatHoldTheSameText() {
        byte[] bytes = "1".getBytes(StandardCharsets.UTF_8);
        List<AttributeValue> values = List.of(
                new AttributeValue.Text("1"),
                new AttributeValue.Numeric("1"),
                new AttributeValue.Binary(bytes),
                new AttributeValue.TextSet(List.of("1")),
                new AttributeValue.NumericSet(List.of("1")),
                new AttributeValue.BinarySet(List.of(bytes)),
                new AttributeValue.ListOf(List.of(new AttributeValue.Text("1"))),
                new AttributeValue.Bool(true),
                new AttributeValue.Bool(false),
                new AttributeValue.Null(),
                new AttributeValue.Text(""),
                new AttributeValue.Binary(new byte[0]),
                new AttributeValue.ListOf(List.of()),
                new AttributeValue.MapOf(Map.of()));

        assertThat(values.stream().map(value -> ByteBuffer.wrap(CanonicalForm.of(value))))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldSortMapsOfAnySize() {
        Map<String, AttributeValue> ascending = new LinkedHashMap<>();
        Map<String, AttributeValue> descending = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            ascending.put("a long common prefix " + i, new AttributeValue.Numeric("" + i));
            descending.put("a long common prefix " + (99 - i), new AttributeValue.Numeric("" + (99 - i)));
        }

        assertThat(CanonicalForm.of(new Item(ascending))).isEqualTo(CanonicalForm.of(new Item(descending)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "+",
                "e5",
                "1e",
                "1e+",
                "1e5x",
                "1 ",
                " 1",
                "NaN",
                "Infinity",
                "0x10",
                "1.2.3",
                "--1",
                "١",
                "123456789012345678901234567890123456789",
                "1E126",
                "-1E126",
                "9.9E-131",
                "1E99999999999999999999",
                "1E-99999999999999999999"
            })
    void shouldRefuseWhatIsNoDynamoDbNumberWithoutShowingIt(String text) {
        assertThatThrownBy(() -> CanonicalForm.of(new AttributeValue.Numeric(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a DynamoDB number")
                .hasMessageContaining(text.length() + " characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.9999999999999999999999999999999999999E+125",
                "-9.9999999999999999999999999999999999999E+125",
                "1E-130",
                "-1E-130",
                "0E999",
                "0.000e-999",
                "+1",
                ".5",
                "5.",
                "1e+2",
                "000000000000000000000000000000000000000000000001",
                "1000000000000000000000000000000000000000000"
            })
    void shouldTakeEveryNumberDynamoDbHolds(String text) {
        byte[] canonical = CanonicalForm.of(new AttributeValue.Numeric(text));

        AttributeValue read = CanonicalReader.value(ByteBuffer.wrap(canonical));

        assertThat(DynamoDbEquality.equal(read, new AttributeValue.Numeric(text)))
                .isTrue();
    }

    @Property(tries = 300, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void shouldBeTheSameWrittenFromObjectsAndReadBackAsBytes(@ForAll("items") Item item) {
        byte[] form = CanonicalForm.of(item);
        byte[] shifted = new byte[form.length + 10];
        System.arraycopy(form, 0, shifted, 5, form.length);
        Item fromBytes = Item.ofCanonical(shifted, 5, form.length);

        assertThat(fromBytes).isEqualTo(item).hasSameHashCodeAs(item);
        assertThat(CanonicalForm.of(new Item(fromBytes.attributes()))).isEqualTo(form);
        assertThat(ItemKey.of(fromBytes, KeySchema.of("id", "at")))
                .isEqualTo(ItemKey.of(item, KeySchema.of("id", "at")));
    }

    @Test
    void shouldRefuseBytesThatAreNoItem() {
        byte[] form =
                CanonicalForm.of(new Item(Map.of("a", new AttributeValue.ListOf(List.of(new AttributeValue.Null())))));
        for (int length = 0; length < form.length; length++) {
            byte[] truncated = Arrays.copyOf(form, length);
            assertThatThrownBy(() -> CanonicalReader.item(truncated)).isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> CanonicalReader.item(Arrays.copyOf(form, form.length + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 bytes too many");
    }

    @Test
    void shouldBeUsableAgainAfterARefusedValue() {
        CanonicalWriter writer = new CanonicalWriter();
        Item item = new Item(Map.of("n", new AttributeValue.Numeric("x")));
        for (int i = 0; i < 100; i++) {
            writer.clear();
            assertThatThrownBy(() -> CanonicalForm.write(writer, item)).isInstanceOf(IllegalArgumentException.class);
        }
        writer.clear();
        CanonicalForm.write(writer, new AttributeValue.Null());

        assertThat(writer.toByteArray()).isEqualTo(CanonicalForm.of(new AttributeValue.Null()));
    }

    @Test
    void shouldTellApartStringsThatNoEncoderCould() {
        assertThat(CanonicalForm.of(new AttributeValue.Text("\uD800")))
                .isNotEqualTo(CanonicalForm.of(new AttributeValue.Text("?")))
                .isNotEqualTo(CanonicalForm.of(new AttributeValue.Text("\uD801")));
    }
}
