package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import java.util.List;

/** Writes what a replay came to for people. */
final class ReplayText {

    private final Console console;
    private final String typedTarget;

    /** @param typedTarget the options that lead another command to the same place, each after a space */
    ReplayText(Console console, String typedTarget) {
        this.console = console;
        this.typedTarget = typedTarget;
    }

    void outcome(ExecutionOutcome.Replayed replayed, List<String> lines) {
        JsonNode output = replayed.output();
        lines.add(
                switch (replayed.deed()) {
                    case RolledForward -> headline(replayed, "Rolled forward");
                    case Undone -> headline(replayed, "Undone");
                    case Listed -> console.styled(Style.GOOD, "✓ Listed") + "; nothing was written";
                });
        lines.add("  " + output.path("summary").asText());
        lines.add("  table           " + output.path("target").asText());
        lines.add("  items           %d created, %d changed, %d deleted, %d in place, %d conflicts, %d entangled"
                .formatted(
                        output.path("created").asLong(),
                        output.path("changed").asLong(),
                        output.path("deleted").asLong(),
                        output.path("inPlace").asLong(),
                        replayed.conflicts(),
                        output.path("entangled").asLong()));
        verification(output.path("verification"), lines);
        JsonNode report = output.path("report");
        lines.add("  report          " + report.path("markdown").asText());
        lines.add("                  " + report.path("json").asText());
        lines.add("  item by item    " + report.path("items").asText());
        if (replayed.deed() == ExecutionOutcome.Replayed.Deed.Listed
                && output.path("execution").asText().startsWith("undo-")) {
            lines.add(
                    "  do exactly this: ./recovery undo " + output.path("table").asText() + " --apply "
                            + output.path("execution").asText() + typedTarget + " --follow");
        }
    }

    private String headline(ExecutionOutcome.Replayed replayed, String done) {
        return switch (ExitCode.of(replayed)) {
            case OK -> console.styled(Style.GOOD, "✓ " + done);
            case INCONSISTENT -> console.styled(Style.BAD, "✗ " + done + ", and the copy is not what it should be");
            case UNPROVEN -> console.styled(Style.DOUBTFUL, "▸ " + done + "; the copy is not proven");
            default ->
                console.styled(
                        Style.DOUBTFUL, "▸ " + done + ", but " + replayed.conflicts() + " items were left alone");
        };
    }

    private void verification(JsonNode verification, List<String> lines) {
        if (!verification.isObject()) {
            return;
        }
        String outcome = verification.path("outcome").asText();
        lines.add("  live table      " + (outcome.isEmpty() ? "not compared" : outcome) + ": "
                + verification.path("expectedDifferences").asLong() + " items differ as they have to, "
                + verification.path("unexpectedDifferences").asLong() + " that must not");
        String detail = verification.path("detail").asText();
        if (!detail.isEmpty()) {
            lines.add("                  " + detail);
        }
        String execution = verification.path("execution").asText();
        if (!outcome.isEmpty() && !outcome.equals("Consistent")) {
            lines.add("  comparison      ./recovery status " + execution + typedTarget);
        }
    }
}
