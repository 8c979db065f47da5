package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionOutcomes;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStatus;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the checks of a release came to.
 *
 * @param result what the machine returned
 */
record ReleaseOutcome(String executionArn, JsonNode result, ExitCode exitCode) {

    /**
     * Reads it; a word this version does not know lets nothing pass.
     *
     * @throws CommandFailure when the checks were refused or broke off
     */
    static ReleaseOutcome of(ExecutionSnapshot execution) {
        @Nullable String output = execution.outputJson();
        if (execution.status() != ExecutionStatus.SUCCEEDED || output == null) {
            throw failure(execution);
        }
        JsonNode result = Json.lenient(output);
        return switch (result.path("verdict").asText()) {
            case "Passed" -> new ReleaseOutcome(execution.arn(), result, ExitCode.OK);
            case "Failed" -> new ReleaseOutcome(execution.arn(), result, ExitCode.RELEASE_REFUSED);
            default ->
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the execution returned the verdict '"
                                + result.path("verdict").asText() + "', unknown to this version",
                        List.of(),
                        null);
        };
    }

    private static CommandFailure failure(ExecutionSnapshot execution) {
        return ExecutionOutcomes.of(execution) instanceof ExecutionOutcome.Refused refused
                ? new CommandFailure(
                        ExitCode.REFUSED, "the request was refused: " + refused.code(), refused.refusals(), null)
                : new CommandFailure(
                        ExitCode.FAILED,
                        "the checks did not come to a verdict: " + execution.status()
                                + (execution.error() == null ? "" : ", " + execution.error())
                                + (execution.cause() == null ? "" : ": " + execution.cause()),
                        List.of(new Refusal(
                                "NoVerdict",
                                "execution",
                                execution.arn(),
                                "look at its history, mend the cause, and ask again; until then nobody knows whether the"
                                        + " tables could be recovered")),
                        null);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("executionArn", executionArn);
        json.set("result", result);
        return json.put("exitCode", exitCode.code());
    }

    List<String> text(Console console) {
        List<String> lines = new ArrayList<>();
        result.path("tables").forEach(table -> {
            boolean passed = table.path("reasons").isEmpty();
            lines.add((passed ? console.styled(Style.GOOD, "✓") : console.styled(Style.BAD, "✗")) + " "
                    + console.styled(Style.STRONG, table.path("table").asText())
                    + (table.hasNonNull("backup")
                            ? "  backup " + table.path("backup").asText()
                            : ""));
            table.path("reasons").forEach(reason -> lines.add("    " + reason.asText()));
        });
        int expired = result.path("expiredBackups").size();
        if (expired > 0) {
            lines.add("  " + expired + " old release backup" + (expired == 1 ? "" : "s") + " expired");
        }
        result.path("keptBackups")
                .forEach(kept -> lines.add(console.styled(Style.DOUBTFUL, "!") + " not deleted, though expired: "
                        + kept.path("backup").asText() + "  "
                        + kept.path("trouble").asText()));
        lines.add(
                exitCode == ExitCode.OK
                        ? console.styled(Style.GOOD, "passed") + ": the release may go ahead"
                        : console.styled(Style.BAD, "failed") + ": the release may not go ahead");
        if (result.path("report").hasNonNull("markdown")) {
            lines.add("report   " + result.path("report").path("markdown").asText());
        }
        return lines;
    }
}
