package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.drill.DrillResult;
import dev.dynamorecovery.lab.drill.SecondOpinion;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the reports of all drills have in common: rows of a name and a text, and parts of the JSON document. */
final class DrillLines {

    /** Two spaces, a name of up to twelve, and one more. */
    private static final int ROW_INDENT = 15;

    private final Console console;
    private final List<String> lines = new ArrayList<>();

    DrillLines(Console console) {
        this.console = console;
        lines.add("");
    }

    void row(String name, String text) {
        lines.add(wrapped(String.format(Locale.ROOT, "  %-12s %s", name, text)));
    }

    void row(String name, Style style, String styled, String text) {
        row(name, console.styled(style, styled) + text);
    }

    void opinion(SecondOpinion opinion) {
        switch (opinion) {
            case SecondOpinion.Agrees agrees -> row("own check", Style.GOOD, "agrees", ": " + agrees.reason());
            case SecondOpinion.Contradicts contradicts ->
                row("own check", Style.BAD, "CONTRADICTS", ": " + contradicts.reason());
            case SecondOpinion.Abstains abstains -> row("own check", "none: " + abstains.reason());
        }
    }

    /** What became of an execution that came to nothing that could be judged. */
    void without(String wanted, ExecutionOutcome outcome) {
        switch (outcome) {
            case ExecutionOutcome.Refused refused -> {
                row(wanted, Style.BAD, "none: refused, " + refused.code(), "");
                refused.refusals().forEach(refusal -> row("", Refusals.text(refusal)));
            }
            case ExecutionOutcome.Failed failed -> {
                row(wanted, Style.BAD, "none: failed, " + failed.error(), "");
                row("", failed.cause());
            }
            case ExecutionOutcome.Running running -> row(wanted, "none: the execution still runs");
            case ExecutionOutcome.BaselineTaken taken -> row(wanted, "none: a baseline was taken");
            case ExecutionOutcome.Replayed replayed -> row(wanted, "none: changes were replayed");
            case ExecutionOutcome.Verdict verdict -> row(wanted, "none: a restore came to a verdict");
        }
    }

    void size(double timeScale, int itemCount, long seed, Duration elapsed) {
        row("waits", scale(timeScale));
        row(
                "drill",
                String.format(Locale.ROOT, "%,d items, seed %d, %s in all", itemCount, seed, Durations.text(elapsed)));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    static void addApplication(ObjectNode json, DrillResult.Changes changes) {
        json.putObject("application")
                .put("inserts", changes.inserts())
                .put("updates", changes.updates())
                .put("deletes", changes.deletes())
                .put("transactions", changes.transactions());
    }

    static void addOutcome(ObjectNode json, ExecutionOutcome outcome) {
        switch (outcome) {
            case ExecutionOutcome.Verdict verdict -> json.set("result", verdict.output());
            case ExecutionOutcome.Running running -> json.putNull("result");
            case ExecutionOutcome.BaselineTaken taken -> json.set("result", taken.output());
            case ExecutionOutcome.Replayed replayed -> json.set("result", replayed.output());
            case ExecutionOutcome.Refused refused -> Refusals.addTo(json, refused.refusals());
            case ExecutionOutcome.Failed failed ->
                json.putObject("failure").put("error", failed.error()).put("cause", failed.cause());
        }
    }

    static void addSteps(ObjectNode json, List<ExecutionStep> steps) {
        ArrayNode array = json.putArray("steps");
        for (ExecutionStep step : steps) {
            array.addObject()
                    .put("state", step.state())
                    .put("visits", step.visits())
                    .put("seconds", seconds(step.spent()));
        }
    }

    static ObjectNode addOpinion(ObjectNode json, SecondOpinion opinion) {
        ObjectNode check = json.putObject("ownCheck");
        return switch (opinion) {
            case SecondOpinion.Agrees agrees -> check.put("opinion", "Agrees").put("reason", agrees.reason());
            case SecondOpinion.Contradicts contradicts ->
                check.put("opinion", "Contradicts").put("reason", contradicts.reason());
            case SecondOpinion.Abstains abstains ->
                check.put("opinion", "Abstains").put("reason", abstains.reason());
        };
    }

    static @Nullable ObjectNode counts(@Nullable SampleDifference difference) {
        return difference == null
                ? null
                : Json.object()
                        .put("missing", difference.missing().size())
                        .put("extra", difference.extra().size())
                        .put("different", difference.different().size());
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String scale(double timeScale) {
        return timeScale == 1
                ? "in real time"
                : String.format(
                        Locale.ROOT,
                        "scaled by %s: AWS makes you wait %s times longer where this did, so take RTO and RPO here as a"
                                + " test of the steps, not of AWS's speed",
                        trimmed(timeScale),
                        trimmed(1 / timeScale));
    }

    private static String trimmed(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The text broken at spaces so that no line is wider than the reader's, later ones under the first. */
    private String wrapped(String line) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : line.split("(?<=\\S)(?=\\s)", -1)) {
            if (column + word.length() > console.columns() && column > ROW_INDENT) {
                wrapped.append(System.lineSeparator())
                        .append(" ".repeat(ROW_INDENT))
                        .append(word.strip());
                column = ROW_INDENT + word.strip().length();
            } else {
                wrapped.append(word);
                column += word.length();
            }
        }
        return wrapped.toString();
    }
}
