package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionOutcome.ObjectiveResult;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes an execution for people. */
final class ExecutionText {

    private static final DateTimeFormatter CLOCK_TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Console console;
    private final String followCommand;
    private final String typedTarget;

    /**
     * @param followCommand what to type to follow the execution
     * @param typedTarget the options that lead another command to the same place, each after a space
     */
    ExecutionText(Console console, String followCommand, String typedTarget) {
        this.console = console;
        this.followCommand = followCommand;
        this.typedTarget = typedTarget;
    }

    /** The steps with their times (UTC), one a line. */
    List<String> steps(List<ExecutionStep> steps) {
        List<String> lines = new ArrayList<>();
        for (ExecutionStep step : steps) {
            String times = step.visits() > 1 ? step.visits() + " times" : "";
            String spent = step.isOpen() ? "running" : Durations.text(step.spent());
            lines.add(String.format(
                            Locale.ROOT,
                            "  %s  %-36s %12s  %s",
                            CLOCK_TIME.format(step.enteredAt()),
                            step.title(),
                            spent,
                            times)
                    .stripTrailing());
        }
        return lines;
    }

    /** What it came to, and what to do next. */
    List<String> outcome(ExecutionView view, Instant now) {
        List<String> lines = new ArrayList<>();
        switch (view.outcome()) {
            case ExecutionOutcome.Running running -> {
                lines.add("Running for " + Durations.text(view.elapsed(now))
                        + view.remaining()
                                .map(left -> ", about " + Durations.text(left) + " left, going by earlier runs")
                                .orElse(""));
                lines.add("  follow it: " + followCommand);
            }
            case ExecutionOutcome.Verdict verdict -> verdict(lines, verdict);
            case ExecutionOutcome.BaselineTaken taken -> {
                lines.add(console.styled(Style.GOOD, "✓ Baseline taken") + "  " + taken.baseline());
                lines.add(
                        "  holds for  " + taken.output().path("baselineInstant").asText("?"));
                summary(lines, taken.output());
            }
            case ExecutionOutcome.Replayed replayed -> new ReplayText(console, typedTarget).outcome(replayed, lines);
            case ExecutionOutcome.Refused refused -> {
                lines.add(
                        console.styled(Style.BAD, "✗ Refused: " + refused.code()) + "; nothing was created or written");
                refused.refusals().forEach(refusal -> lines.add("  " + Refusals.text(refusal)));
            }
            case ExecutionOutcome.Failed failed -> {
                lines.add(console.styled(Style.BAD, "✗ Failed: " + failed.error()));
                lines.add("  " + failed.cause());
            }
        }
        return lines;
    }

    private void verdict(List<String> lines, ExecutionOutcome.Verdict verdict) {
        JsonNode output = verdict.output();
        String headline = switch (verdict.kind()) {
            case Consistent -> console.styled(Style.GOOD, "✓ Consistent");
            case Inconsistent -> console.styled(Style.BAD, "✗ Inconsistent");
            case Unproven -> console.styled(Style.DOUBTFUL, "▸ Unproven");
        };
        lines.add(headline);
        summary(lines, output);
        lines.add("  restored table  " + output.path("restoredTable").asText("?")
                + (output.path("copyKept").asBoolean() ? " (kept)" : " (deleted again, as asked)"));
        ObjectiveResult objectives = verdict.objectives();
        lines.add(objective("RTO", objectives.rtoAchievedSeconds(), objectives.rtoObjectiveSeconds()));
        lines.add(objective("RPO", objectives.rpoAchievedSeconds(), objectives.rpoObjectiveSeconds()));
        if (!objectives.met()) {
            lines.add("  " + console.styled(Style.BAD, "the plan's objectives were not met"));
        }
        JsonNode report = output.path("report");
        if (report.isObject()) {
            lines.add("  report          " + report.path("markdown").asText("?"));
            lines.add("                  " + report.path("json").asText("?"));
        }
    }

    private static void summary(List<String> lines, JsonNode output) {
        String summary = output.path("summary").asText();
        if (!summary.isEmpty()) {
            lines.add("  " + summary);
        }
    }

    private static String objective(String name, @Nullable Double achieved, @Nullable Double objective) {
        return "  " + name + " achieved    " + seconds(achieved) + "  (objective " + seconds(objective) + ")";
    }

    static String seconds(@Nullable Double seconds) {
        return seconds == null ? "not measured" : Durations.text(Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
