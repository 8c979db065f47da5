package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStatus;
import dev.dynamorecovery.lab.execution.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a move of a group came to.
 *
 * @param kind what the machine called it; {@code Failed} where it ended without a word
 * @param result what the machine returned
 */
record MoveOutcome(String executionArn, Kind kind, JsonNode result, String reason, ExitCode exitCode) {

    /** The ends that a move can have. */
    enum Kind {
        /** The target serves, and a write through the name was acknowledged there. */
        Verified,
        /** The target serves; that the name leads there could not be shown. */
        NotVerified,
        /** A dry run went through. */
        Rehearsed,
        /** Nothing was done, or what was begun was given back: the old Region serves. */
        NotMoved,
        /** The execution ended without a result this version knows. */
        Failed
    }

    static MoveOutcome of(ExecutionSnapshot execution) {
        @Nullable String output = execution.outputJson();
        JsonNode result = output == null ? Json.object() : Json.lenient(output);
        if (execution.status() != ExecutionStatus.SUCCEEDED) {
            return new MoveOutcome(
                    execution.arn(),
                    Kind.Failed,
                    result,
                    execution.status() + ": " + (execution.cause() == null ? "no cause was given" : execution.cause()),
                    ExitCode.FAILED);
        }
        String outcome = result.path("outcome").asText();
        String reason = result.path("reason").asText();
        return switch (outcome) {
            case "Concluded" ->
                result.path("verified").asBoolean()
                        ? new MoveOutcome(execution.arn(), Kind.Verified, result, reason, ExitCode.OK)
                        : new MoveOutcome(execution.arn(), Kind.NotVerified, result, reason, ExitCode.NOT_VERIFIED);
            case "DryRun" -> new MoveOutcome(execution.arn(), Kind.Rehearsed, result, reason, ExitCode.OK);
            case "Held", "Refused", "Rejected", "Released", "Lost" ->
                new MoveOutcome(execution.arn(), Kind.NotMoved, result, outcome + ": " + reason, ExitCode.REFUSED);
            case "Failed" -> new MoveOutcome(execution.arn(), Kind.Failed, result, reason, ExitCode.FAILED);
            // A word this version does not know is not taken for success.
            default ->
                new MoveOutcome(
                        execution.arn(),
                        Kind.Failed,
                        result,
                        "the execution returned the outcome '" + outcome + "', unknown to this version",
                        ExitCode.FAILED);
        };
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("executionArn", executionArn)
                .put("outcome", kind.name())
                .put("reason", reason);
        json.set("result", result);
        return json.put("exitCode", exitCode.code());
    }
}
