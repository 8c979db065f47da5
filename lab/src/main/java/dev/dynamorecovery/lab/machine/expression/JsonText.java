package dev.dynamorecovery.lab.machine.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;

/** JSON as text: strict reading (one document, no repeated name, nothing behind it) and compact writing. */
public final class JsonText {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /**
     * Reads one JSON document.
     *
     * @throws IllegalArgumentException naming the place, without the text itself, when it is not one
     */
    public static JsonNode parse(String text) {
        try {
            JsonNode node = STRICT.readTree(text);
            if (node == null || node instanceof MissingNode) {
                throw new IllegalArgumentException("not a JSON document: it is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not a JSON document at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    public static String write(JsonNode node) {
        try {
            return STRICT.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that can't be written", e);
        }
    }

    /** The length in UTF-8 bytes, which is how Step Functions measures its payload limit. */
    public static int sizeBytes(JsonNode node) {
        return write(node).getBytes(StandardCharsets.UTF_8).length;
    }
}
