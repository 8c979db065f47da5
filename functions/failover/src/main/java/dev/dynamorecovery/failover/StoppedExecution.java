package dev.dynamorecovery.failover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.core.document.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * An execution that was stopped from outside, as Step Functions tells of it: by hand, by a fault, or by its time limit.
 *
 * @param input what it was started with; missing where Step Functions left it out for its size
 */
record StoppedExecution(String name, String arn, Instant startedAt, String status, JsonNode input) {

    static final String DETAIL_TYPE = "Step Functions Execution Status Change";

    static StoppedExecution of(JsonNode event) {
        JsonNode detail = event.path("detail");
        if (!detail.path("executionArn").isTextual()
                || !detail.path("startDate").canConvertToLong()) {
            throw new MalformedEvent(
                    "The event's detail names no execution: see events/failover/execution-stopped.json");
        }
        return new StoppedExecution(
                detail.path("name").asText(),
                detail.path("executionArn").asText(),
                Instant.ofEpochMilli(detail.path("startDate").asLong()),
                detail.path("status").asText(),
                detail.path("input").isTextual()
                        ? Documents.readJson(detail.path("input").asText().getBytes(StandardCharsets.UTF_8))
                        : Documents.json().missingNode());
    }

    /** Who it was to the control record. */
    String claimant() {
        return arn.split(":", -1)[3] + "/" + name;
    }

    /** Whether nobody but this event tells of its end, and it could have changed something. */
    boolean leftUnreported() {
        return (status.equals("ABORTED") || status.equals("TIMED_OUT"))
                && !input.path("dryRun").asBoolean();
    }
}
