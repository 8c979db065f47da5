package dev.dynamorecovery.lab.machine.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The parameters of one request. */
record Parameters(ObjectNode members) {

    static Parameters parse(String body) {
        try {
            JsonNode node = JsonText.parse(body.isBlank() ? "{}" : body);
            if (node instanceof ObjectNode object) {
                return new Parameters(object);
            }
        } catch (IllegalArgumentException e) {
            throw new ServiceException("SerializationException", "The body is " + e.getMessage());
        }
        throw new ServiceException("SerializationException", "The body must be a JSON object");
    }

    String required(String name) {
        return text(name)
                .orElseThrow(() -> new ServiceException(
                        "ValidationException",
                        "1 validation error detected: Value at '" + name
                                + "' failed to satisfy constraint: Member must not be null"));
    }

    Optional<String> text(String name) {
        JsonNode value = members.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new ServiceException("SerializationException", "'" + name + "' must be a string");
        }
        return Optional.of(value.textValue());
    }

    boolean flag(String name, boolean fallback) {
        return members.path(name).asBoolean(fallback);
    }

    /** One page of a list, by {@code maxResults} and {@code nextToken}. */
    <T> Page<T> page(List<T> all) {
        int most = members.path("maxResults").asInt(0);
        if (most < 0 || most > 1000) {
            throw new ServiceException(
                    "ValidationException",
                    "1 validation error detected: Value '" + most
                            + "' at 'maxResults' failed to satisfy constraint: Member must be between 0 and 1000");
        }
        int from = text("nextToken").map(Parameters::offset).orElse(0);
        int to = Math.min(all.size(), from + (most == 0 ? 100 : most));
        if (from > all.size()) {
            throw invalidToken();
        }
        String next = to < all.size()
                ? Base64.getEncoder().encodeToString(("offset:" + to).getBytes(StandardCharsets.UTF_8))
                : "";
        return new Page<>(all.subList(from, to), next);
    }

    private static int offset(String token) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith("offset:")) {
                return Integer.parseInt(text.substring("offset:".length()));
            }
        } catch (IllegalArgumentException e) {
            throw invalidToken();
        }
        throw invalidToken();
    }

    private static ServiceException invalidToken() {
        return new ServiceException("InvalidToken", "Invalid Token: 'Token cannot be decoded'");
    }

    /** @param nextToken empty on the last page */
    record Page<T>(List<T> elements, String nextToken) {

        ObjectNode into(ObjectNode answer) {
            return nextToken.isEmpty() ? answer : answer.put("nextToken", nextToken);
        }
    }
}
