package dev.dynamorecovery.aws.runtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.dynamorecovery.core.document.Documents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events and answers of functions as JSON: strict when reading, complete when writing.
 *
 * <p>Absent values are written as {@code null}, for a state machine's expression over a field that is missing fails.
 * An error names the path of the field and never shows its value: an event may hold anything.
 */
public final class EventCodec {

    private static final ObjectMapper JSON = Documents.json()
            .copy()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);

    private EventCodec() {}

    /** Reads an event. Throws {@link MalformedEvent} when it is not of that type. */
    public static <T> T read(InputStream event, Class<T> type) throws IOException {
        try {
            @Nullable T read = JSON.readValue(event, type);
            if (read == null) {
                throw new MalformedEvent("The event is null: give an object");
            }
            RequiredFields.firstMissing(read).ifPresent(field -> {
                throw new MalformedEvent("The event's field " + field + " is missing: see the samples under events/");
            });
            return read;
        } catch (UnrecognizedPropertyException unknown) {
            throw new MalformedEvent(
                    "The event has the unknown field " + path(unknown.getPath()) + ": remove it or correct its name");
        } catch (JsonMappingException wrong) {
            throw new MalformedEvent("The event's field " + path(wrong.getPath())
                    + " is missing or of the wrong type: see the samples under events/");
        } catch (JacksonException malformed) {
            throw new MalformedEvent("The event is no JSON document: see the samples under events/");
        }
    }

    /** Reads an event that was read as a tree before, because its kind decides on its type. */
    public static <T> T read(JsonNode event, Class<T> type) {
        try {
            return read(new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), type);
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory can be read", impossible);
        }
    }

    /** Writes an answer. */
    public static void write(OutputStream response, Object answer) throws IOException {
        response.write(JSON.writeValueAsBytes(answer));
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return path.isEmpty()
                ? "(document)"
                : path.stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."));
    }
}
