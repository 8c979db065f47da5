package dev.dynamorecovery.aws.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.CanonicalForm;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemGenerator;
import dev.dynamorecovery.core.item.ScanPage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanBodyReaderTest {

    @Provide
    Arbitrary<Item> items() {
        return ItemGenerator.wellFormedItems();
    }

    @Property(tries = 300, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void shouldReadTheSameItemsAsTheirObjectsHoweverTheJsonIsWritten(
            @ForAll("items") Item first,
            @ForAll("items") Item second,
            @ForAll boolean escaped,
            @ForAll boolean indented)
            throws IOException {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("ConsumedCapacity", Map.of("TableName", "t\"\\", "Table", List.of(1.5e3, true, Map.of())));
        response.put("Items", List.of(json(first.attributes()), json(second.attributes())));
        response.put("Count", 2);
        response.put("LastEvaluatedKey", json(second.attributes()));

        ScanPage page = ScanBodyReader.read(mapper(escaped, indented).writeValueAsBytes(response));

        assertThat(page.items()).containsExactly(first, second);
        assertThat(Objects.requireNonNull(page.next()).lastKey()).isEqualTo(second);
        assertThat(CanonicalForm.of(new Item(page.items().getFirst().attributes())))
                .isEqualTo(CanonicalForm.of(first));
    }

    @Test
    void shouldReadAnEmptyPageAndTheLastOne() {
        assertThat(ScanBodyReader.read("{\"Count\":0,\"Items\":[],\"ScannedCount\":0}".getBytes(UTF_8)))
                .isEqualTo(new ScanPage(List.of(), null));
        assertThat(ScanBodyReader.read("{}".getBytes(UTF_8))).isEqualTo(new ScanPage(List.of(), null));
        assertThat(ScanBodyReader.read(" { \"LastEvaluatedKey\" : { } } \n".getBytes(UTF_8))
                        .next())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"Items\":{}}",
                "{\"Items\":[{\"a\":{\"X\":\"1\"}}]}",
                "{\"Items\":[{\"a\":{\"BOOM\":true}}]}",
                "{\"Items\":[{\"a\":{\"N\":\"one\"}}]}",
                "{\"Items\":[{\"a\":{\"N\":1}}]}",
                "{\"Items\":[{\"a\":{\"NULL\":false}}]}",
                "{\"Items\":[{\"a\":{\"BOOL\":\"true\"}}]}",
                "{\"Items\":[{\"a\":{\"S\":\"x\",\"N\":\"1\"}}]}",
                "{\"Items\":[{\"a\":{}}]}",
                "{} {}",
                "{\"Items\":[{\"a\":{\"S\":\"\\x\"}}]}",
                "{\"Items\":[{\"a\":{\"S\":\"\\u12\"}}]}",
                "{\"Items\":[{\"a\":{\"B\":\"*\"}}]}",
                "{\"Count\":}",
                "{\"Items\":[{\"a\":{\"S\":\"x\"}},]}"
            })
    void shouldRefuseWhatIsNoScanResponse(String body) {
        assertThatThrownBy(() -> ScanBodyReader.read(body.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseATruncatedBodyAtEveryLength() {
        byte[] body =
                ("{\"Items\":[{\"id\":{\"S\":\"a \\\"quoted\\\" text\"},\"n\":{\"N\":\"1.50\"},\"l\":{\"L\":[{\"BOOL\":true},"
                                + "{\"NULL\":true},{\"B\":\"AQI=\"}]},\"s\":{\"SS\":[\"b\",\"a\"]}}],\"Count\":1}")
                        .getBytes(UTF_8);
        assertThat(ScanBodyReader.read(body).items()).hasSize(1);
        for (int length = 0; length < body.length; length++) {
            byte[] truncated = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> ScanBodyReader.read(truncated))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("quoted");
        }
    }

    private static ObjectMapper mapper(boolean escaped, boolean indented) {
        ObjectMapper mapper = JsonMapper.builder()
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, escaped)
                .configure(JsonWriteFeature.ESCAPE_FORWARD_SLASHES, escaped)
                .build();
        mapper.getFactory().configure(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8, true);
        return indented ? mapper.enable(SerializationFeature.INDENT_OUTPUT) : mapper;
    }

    private static Map<String, Object> json(Map<String, AttributeValue> attributes) {
        Map<String, Object> json = new LinkedHashMap<>();
        attributes.forEach((name, value) -> json.put(name, json(value)));
        return json;
    }

    private static Map<String, Object> json(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text text -> Map.of("S", text.value());
            case AttributeValue.Numeric number -> Map.of("N", number.value());
            case AttributeValue.Binary binary -> Map.of("B", base64(binary.value()));
            case AttributeValue.Bool bool -> Map.of("BOOL", bool.value());
            case AttributeValue.Null ignored -> Map.of("NULL", true);
            case AttributeValue.ListOf list ->
                Map.of("L", list.values().stream().map(ScanBodyReaderTest::json).toList());
            case AttributeValue.MapOf map -> Map.of("M", json(map.entries()));
            case AttributeValue.TextSet set -> Map.of("SS", set.values());
            case AttributeValue.NumericSet set -> Map.of("NS", set.values());
            case AttributeValue.BinarySet set ->
                Map.of(
                        "BS",
                        set.values().stream().map(ScanBodyReaderTest::base64).toList());
        };
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
