package dev.dynamorecovery.core.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.dynamorecovery.core.document.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The JSON form of a baseline's manifest. */
public final class BaselineDocument {

    private BaselineDocument() {}

    public static byte[] write(BaselineManifest manifest) {
        try {
            return Documents.json()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(manifest)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a manifest can always be written", impossible);
        }
    }

    /** Reads a manifest; anything unknown, missing or out of range is an {@link IllegalArgumentException}. */
    public static BaselineManifest read(byte[] json) {
        try {
            return Documents.json().readValue(json, BaselineManifest.class);
        } catch (JsonMappingException invalid) {
            throw new IllegalArgumentException(
                    "baseline manifest: " + invalid.getPathReference() + ": take the baseline again", invalid);
        } catch (IOException malformed) {
            throw new IllegalArgumentException(
                    "baseline manifest is not well-formed: take the baseline again", malformed);
        }
    }
}
