package dev.dynamorecovery.core.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The suite's one way of reading and writing JSON and YAML: strict when reading, ISO 8601 for times. */
public final class Documents {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Documents() {}

    /** The shared mapper. Unknown fields, duplicate fields, trailing text and coerced scalars are errors. */
    public static ObjectMapper json() {
        return JSON;
    }

    /** Reads one JSON document as a tree. */
    public static JsonNode readJson(byte[] bytes) {
        return read(JSON, bytes, "JSON");
    }

    /** Reads one YAML document as a tree; a second document in the same bytes is an error. */
    public static JsonNode readYaml(byte[] bytes) {
        try (var parser = YAML.createParser(bytes)) {
            JsonNode first = YAML.readTree(parser);
            if (parser.nextToken() != null) {
                throw new InvalidField("(document)", "a second document", "write one document a file");
            }
            return first == null ? YAML.nullNode() : first;
        } catch (JacksonException malformed) {
            throw malformedDocument("YAML", malformed);
        } catch (IOException unreadable) {
            throw new IllegalStateException("reading bytes in memory failed", unreadable);
        }
    }

    private static JsonNode read(ObjectMapper mapper, byte[] bytes, String format) {
        try {
            return mapper.readTree(bytes);
        } catch (JacksonException malformed) {
            throw malformedDocument(format, malformed);
        } catch (IOException unreadable) {
            throw new IllegalStateException("reading bytes in memory failed", unreadable);
        }
    }

    /** Says where, never what: the text around a syntax error may hold anything. */
    private static InvalidField malformedDocument(String format, JacksonException malformed) {
        var location = malformed.getLocation();
        var where = location == null
                ? "unknown place"
                : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
        return new InvalidField("(document)", where, "write well-formed " + format + " without duplicate fields");
    }
}
