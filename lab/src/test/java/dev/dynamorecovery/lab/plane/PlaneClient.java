package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Asks the plane in the words of the wire, without an HTTP connection; single quotes stand for double ones, backquotes for single ones. */
final class PlaneClient {

    private static final List<String> STREAM_OPERATIONS =
            List.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords");

    private final LabService service;
    private final String region;

    PlaneClient(RecoveryPlane plane, String region) {
        this.service = plane.service();
        this.region = region;
    }

    /** The answer to a request that has to succeed. */
    ObjectNode ok(String operation, String json) {
        LabResponse response = send(operation, json);
        if (response.status() != 200) {
            throw new AssertionError(operation + " failed: " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return WireJson.parse(response.body());
    }

    /** The error of a request that has to fail: its code and message. */
    String error(String operation, String json) {
        LabResponse response = send(operation, json);
        if (response.status() == 200) {
            throw new AssertionError(operation + " succeeded: " + json);
        }
        JsonNode body = WireJson.parse(response.body());
        String type = body.path("__type").asText();
        return type.substring(type.indexOf('#') + 1) + ": "
                + body.path("message").asText(body.path("Message").asText());
    }

    /** Whatever the answer. */
    LabResponse send(String operation, String json) {
        String prefix = STREAM_OPERATIONS.contains(operation) ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.";
        try {
            return service.handle(new LabRequest(
                    region,
                    "LABOPERATOR",
                    "POST",
                    "/",
                    "",
                    Map.of("x-amz-target", List.of(prefix + operation)),
                    json.replace('\'', '"').replace('`', '\'').getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
