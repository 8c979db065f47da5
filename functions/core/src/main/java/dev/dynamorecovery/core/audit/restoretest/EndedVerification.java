package dev.dynamorecovery.core.audit.restoretest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An execution of the restore machine that is over.
 *
 * @param status such as {@code SUCCEEDED}
 * @param input the request it was started with, as JSON
 * @param output what it answered, as JSON, or null when it did not succeed
 * @param error the error's code, or null when there is none
 * @param cause the error's description, or null when there is none
 */
public record EndedVerification(
        String status,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause) {

    /** Whether it verified what the test restored: its name alone does not say so, for anyone may choose a name. */
    boolean isOf(RestoreTest test) {
        JsonNode request = json(input);
        JsonNode point = request.path("restorePoint");
        return request.path("operation").asText().equals("Verify")
                && is(request.path("target"), test.copy().flatMap(RestoreTest::table))
                && is(request.path("table"), test.source().flatMap(RestoreTest::table))
                && is(point.path("tableArn"), test.source())
                && is(point.path("recoveryPointArn"), test.recoveryPoint());
    }

    private static boolean is(JsonNode told, Optional<String> known) {
        return known.filter(told.asText()::equals).isPresent();
    }

    /** The document; a missing node where it is none. */
    static JsonNode json(@Nullable String document) {
        try {
            return Documents.readJson(String.valueOf(document).getBytes(StandardCharsets.UTF_8));
        } catch (InvalidField malformed) {
            return MissingNode.getInstance();
        }
    }
}
