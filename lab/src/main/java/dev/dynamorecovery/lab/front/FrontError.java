package dev.dynamorecovery.lab.front;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An error that the front itself answers, before any service has seen the request. */
enum FrontError {
    MISSING_AUTHENTICATION_TOKEN(400, "MissingAuthenticationToken", "Request is missing Authentication Token"),
    SERVICE_NOT_SUPPORTED(501, "NotSupported", "The lab does not support the service"),
    SERVICE_UNAVAILABLE(503, "ServiceUnavailable", "Service is unavailable"),
    INTERNAL_SERVER_ERROR(500, "InternalServerError", "The lab failed");

    private final int usualStatus;
    private final String code;
    private final String sentence;

    FrontError(int usualStatus, String code, String sentence) {
        this.usualStatus = usualStatus;
        this.code = code;
        this.sentence = sentence;
    }

    /** In JSON when the request speaks a JSON protocol, else in XML, as AWS does. */
    LabResponse answer(LabRequest request, String detail) {
        return answer(request, detail, usualStatus);
    }

    LabResponse answer(LabRequest request, String detail, int status) {
        String message = detail.isEmpty() ? sentence : sentence + ": " + detail;
        boolean json = request.header("x-amz-target").isPresent()
                || request.header("content-type").orElse("").contains("json");
        return json ? json(message, status) : xml(message, status);
    }

    private LabResponse json(String message, int status) {
        String type = this == MISSING_AUTHENTICATION_TOKEN ? code + "Exception" : code;
        String text =
                "{\"__type\":\"com.amazon.coral.service#" + type + "\",\"message\":\"" + escapeJson(message) + "\"}";
        return new LabResponse(
                status,
                Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amzn-ErrorType", type),
                text.getBytes(StandardCharsets.UTF_8));
    }

    private LabResponse xml(String message, int status) {
        String text = "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>"
                + message.replace("&", "&amp;").replace("<", "&lt;") + "</Message></Error></ErrorResponse>";
        return new LabResponse(status, Map.of("Content-Type", "text/xml"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escapeJson(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(character -> {
            switch (character) {
                case '"', '\\' -> escaped.append('\\').append((char) character);
                default -> escaped.append(character < ' ' ? ' ' : (char) character);
            }
        });
        return escaped.toString();
    }
}
