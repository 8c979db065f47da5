package dev.dynamorecovery.lab.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/** Failed invocations as Lambda's Java runtime words them: errorMessage, errorType, stackTrace, cause. */
final class FunctionFailure {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST_CAUSE = 10;

    private FunctionFailure() {}

    static byte[] of(Throwable failure) {
        return bytes(describe(failure, DEEPEST_CAUSE));
    }

    static byte[] timedOut(String requestId, Duration timeout) {
        return bytes(JSON.createObjectNode()
                .put("errorType", "Sandbox.Timedout")
                .put(
                        "errorMessage",
                        "RequestId: %s Error: Task timed out after %s seconds".formatted(requestId, seconds(timeout))));
    }

    static byte[] responseTooLarge(int limitBytes) {
        return bytes(JSON.createObjectNode()
                .put("errorType", "Function.ResponseSizeTooLarge")
                .put(
                        "errorMessage",
                        "Response payload size exceeded maximum allowed payload size (" + limitBytes + " bytes)."));
    }

    private static ObjectNode describe(Throwable failure, int depth) {
        ObjectNode error = JSON.createObjectNode();
        error.put("errorMessage", failure.getMessage());
        error.put("errorType", failure.getClass().getName());
        ArrayNode trace = error.putArray("stackTrace");
        for (StackTraceElement element : failure.getStackTrace()) {
            trace.add(element.toString());
        }
        if (failure.getCause() != null && depth > 0) {
            error.set("cause", describe(failure.getCause(), depth - 1));
        }
        return error;
    }

    private static String seconds(Duration timeout) {
        return String.format(Locale.ROOT, "%.2f", timeout.toMillis() / 1000.0);
    }

    private static byte[] bytes(ObjectNode error) {
        try {
            return JSON.writeValueAsBytes(error);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an error could not be written as JSON", impossible);
        }
    }
}
