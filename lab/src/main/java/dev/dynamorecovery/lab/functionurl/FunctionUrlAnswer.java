package dev.dynamorecovery.lab.functionurl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.front.LabResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a client sees of a function's answer: the HTTP response that it describes, or itself as JSON. */
final class FunctionUrlAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FunctionUrlAnswer() {}

    static LabResponse of(byte[] payload) {
        JsonNode answer;
        try {
            answer = JSON.readTree(payload);
        } catch (IOException notJson) {
            return FunctionUrls.message(502, "Internal Server Error");
        }
        if (!answer.path("statusCode").isInt()) {
            return new LabResponse(200, Map.of("Content-Type", "application/json"), payload);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        answer.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        String body = answer.path("body").asText("");
        return new LabResponse(
                answer.path("statusCode").intValue(),
                headers,
                answer.path("isBase64Encoded").asBoolean(false)
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(StandardCharsets.UTF_8));
    }
}
