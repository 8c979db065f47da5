package dev.dynamorecovery.lab.front;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An error with a service's own code, for faults that a drill brings about. */
public record ServiceError(String code, String message, int status) {

    /** In JSON when the request speaks a JSON protocol or has a path, else in XML, as services do. */
    LabResponse answer(LabRequest request) {
        boolean query = request.header("content-type").orElse("").contains("x-www-form-urlencoded");
        return query ? xml("<ErrorResponse><Error><Type>Sender</Type>", "</Error></ErrorResponse>") : json();
    }

    /** As S3 words its errors. */
    public LabResponse rest() {
        return xml("<Error>", "</Error>");
    }

    private LabResponse json() {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("__type", "com.amazon.coral.service#" + code)
                .put("message", message)
                .toString();
        return new LabResponse(
                status,
                Map.of("Content-Type", "application/json", "X-Amzn-ErrorType", code),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private LabResponse xml(String head, String foot) {
        String text = head + "<Code>" + code + "</Code><Message>"
                + message.replace("&", "&amp;").replace("<", "&lt;") + "</Message>" + foot;
        return new LabResponse(status, Map.of("Content-Type", "text/xml"), text.getBytes(StandardCharsets.UTF_8));
    }
}
