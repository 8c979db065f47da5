package dev.dynamorecovery.lab.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.dynamorecovery.lab.execution.ExecutionOutcome.ObjectiveResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the outcome of an execution from what it returned or failed with; what it cannot read is no verdict. */
public final class ExecutionOutcomes {

    private ExecutionOutcomes() {}

    public static ExecutionOutcome of(ExecutionSnapshot execution) {
        return switch (execution.status()) {
            case RUNNING -> new ExecutionOutcome.Running();
            case SUCCEEDED -> ofOutput(execution.outputJson());
            case FAILED, PENDING_REDRIVE -> ofFailure(execution.error(), execution.cause());
            case TIMED_OUT ->
                new ExecutionOutcome.Failed("States.Timeout", "the execution took longer than it is allowed");
            case ABORTED -> new ExecutionOutcome.Failed("Aborted", text(execution.cause(), "somebody stopped it"));
        };
    }

    private static ExecutionOutcome ofOutput(@Nullable String outputJson) {
        JsonNode output = parse(outputJson);
        String outcome = output.path("outcome").asText();
        return switch (outcome) {
            case "Consistent", "Inconsistent", "Unproven" ->
                new ExecutionOutcome.Verdict(
                        ExecutionOutcome.Verdict.Kind.valueOf(outcome),
                        new ObjectiveResult(
                                seconds(output, "rtoObjectiveSeconds"),
                                seconds(output, "rtoAchievedSeconds"),
                                seconds(output, "rpoObjectiveSeconds"),
                                seconds(output, "rpoAchievedSeconds"),
                                output.path("objectivesMet").asBoolean(false)),
                        output);
            case "BaselineTaken" ->
                new ExecutionOutcome.BaselineTaken(output.path("baseline").asText(), output);
            case "RolledForward", "Undone", "Listed" ->
                new ExecutionOutcome.Replayed(
                        ExecutionOutcome.Replayed.Deed.valueOf(outcome),
                        output.path("conflicts").asLong(),
                        output.hasNonNull("verification")
                                ? output.path("verification").path("outcome").asText()
                                : null,
                        output);
            // A word this version does not know is not taken for success.
            default ->
                new ExecutionOutcome.Failed(
                        "UnknownOutcome",
                        "the execution returned the outcome '" + outcome + "', unknown to this version");
        };
    }

    private static ExecutionOutcome ofFailure(@Nullable String error, @Nullable String cause) {
        JsonNode refusals = parse(cause).path("refusals");
        if (!refusals.isArray() || refusals.isEmpty()) {
            return new ExecutionOutcome.Failed(text(error, "Unknown"), text(cause, "no cause was given"));
        }
        List<Refusal> read = new ArrayList<>();
        refusals.forEach(refusal -> read.add(new Refusal(
                refusal.path("code").asText(text(error, "Refused")),
                refusal.path("field").asText(),
                valueText(refusal.path("value")),
                refusal.path("remedy").asText())));
        return new ExecutionOutcome.Refused(text(error, read.getFirst().code()), read);
    }

    private static String valueText(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
    }

    private static @Nullable Double seconds(JsonNode output, String field) {
        return output.path(field).isNumber() ? output.path(field).doubleValue() : null;
    }

    private static JsonNode parse(@Nullable String json) {
        if (json == null) {
            return MissingNode.getInstance();
        }
        try {
            return Objects.requireNonNullElse(Json.MAPPER.readTree(json), MissingNode.getInstance());
        } catch (JsonProcessingException e) {
            // A cause is free text unless the machine wrote it; text has no refusals in it.
            return MissingNode.getInstance();
        }
    }

    private static String text(@Nullable String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value;
    }
}
