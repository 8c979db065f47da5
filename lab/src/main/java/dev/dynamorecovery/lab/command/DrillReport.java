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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a drill came to, for people and for programs, and as an exit code. */
final class DrillReport {

    /** Two spaces, a name of up to twelve, and one more. */
    private static final int ROW_INDENT = 15;

    private DrillReport() {}

    /** OK only for a verdict of Consistent, objectives that were met, and a second opinion that agrees. */
    static ExitCode exitCode(DrillResult result) {
        return switch (result.secondOpinion()) {
            case SecondOpinion.Contradicts contradicts -> ExitCode.CONTRADICTED;
            case SecondOpinion.Agrees agrees -> ExitCode.of(result.outcome());
            case SecondOpinion.Abstains abstains -> {
                ExitCode exitCode = ExitCode.of(result.outcome());
                yield exitCode == ExitCode.OK ? ExitCode.UNPROVEN : exitCode;
            }
        };
    }

    static List<String> text(DrillResult result, Console console) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        switch (result.outcome()) {
            case ExecutionOutcome.Verdict verdict -> {
                Style style = switch (verdict.kind()) {
                    case Consistent -> Style.GOOD;
                    case Inconsistent -> Style.BAD;
                    case Unproven -> Style.DOUBTFUL;
                };
                lines.add(row("verdict", console.styled(style, verdict.kind().name())));
                lines.add(row("", verdict.output().path("summary").asText()));
                lines.add(row(
                        "RTO",
                        achieved(
                                verdict.objectives().rtoAchievedSeconds(),
                                verdict.objectives().rtoObjectiveSeconds())));
                lines.add(row(
                        "RPO",
                        achieved(
                                verdict.objectives().rpoAchievedSeconds(),
                                verdict.objectives().rpoObjectiveSeconds())));
                if (!verdict.objectives().met()) {
                    lines.add(row("", console.styled(Style.BAD, "the plan's objectives were not met")));
                }
                lines.add(row(
                        "report",
                        verdict.output().path("report").path("markdown").asText()));
            }
            case ExecutionOutcome.Running running -> lines.add(row("verdict", "none: the execution still runs"));
            case ExecutionOutcome.BaselineTaken taken -> lines.add(row("verdict", "none: a baseline was taken"));
            case ExecutionOutcome.Replayed replayed -> lines.add(row("verdict", "none: changes were replayed"));
            case ExecutionOutcome.Refused refused -> {
                lines.add(row("verdict", console.styled(Style.BAD, "none: refused, " + refused.code())));
                refused.refusals().forEach(refusal -> lines.add(row("", Refusals.text(refusal))));
            }
            case ExecutionOutcome.Failed failed -> {
                lines.add(row("verdict", console.styled(Style.BAD, "none: failed, " + failed.error())));
                lines.add(row("", failed.cause()));
            }
        }
        lines.add(row(
                "own check",
                switch (result.secondOpinion()) {
                    case SecondOpinion.Agrees agrees -> console.styled(Style.GOOD, "agrees") + ": " + agrees.reason();
                    case SecondOpinion.Contradicts contradicts ->
                        console.styled(Style.BAD, "CONTRADICTS the verdict") + ": " + contradicts.reason();
                    case SecondOpinion.Abstains abstains -> "none: " + abstains.reason();
                }));
        lines.add(row(
                "live table",
                String.format(
                        Locale.ROOT,
                        "%,d items away from %s: the damage, and what the application did since",
                        result.liveDifference().keys().size(),
                        result.baseline().instant())));
        lines.add(row("waits", scale(result.timeScale())));
        lines.add(row(
                "drill",
                String.format(
                        Locale.ROOT,
                        "%,d items, seed %d, %s in all",
                        result.itemCount(),
                        result.settings().seed(),
                        Durations.text(result.elapsed()))));
        return lines.stream().map(line -> wrapped(line, console.columns())).toList();
    }

    static ObjectNode json(DrillResult result, ExitCode exitCode) {
        ObjectNode json = Json.object()
                .put("drill", "restore")
                .put("seed", result.settings().seed())
                .put("items", result.itemCount())
                .put("table", result.table())
                .put("timeScale", result.timeScale());
        json.putObject("application")
                .put("inserts", result.writer().inserts())
                .put("updates", result.writer().updates())
                .put("deletes", result.writer().deletes())
                .put("transactions", result.writer().transactions());
        json.putObject("baseline")
                .put("id", result.baseline().id())
                .put("instant", result.baseline().instant().toString());
        json.putObject("corruption")
                .put("incidentAt", result.incidentAt().toString())
                .put("overwritten", result.corruption().overwritten().size())
                .put("deleted", result.corruption().deleted().size())
                .put("resurrected", result.corruption().resurrected().size());
        json.put("executionArn", result.executionArn());
        switch (result.outcome()) {
            case ExecutionOutcome.Verdict verdict -> json.set("result", verdict.output());
            case ExecutionOutcome.Running running -> json.putNull("result");
            case ExecutionOutcome.BaselineTaken taken -> json.set("result", taken.output());
            case ExecutionOutcome.Replayed replayed -> json.set("result", replayed.output());
            case ExecutionOutcome.Refused refused -> Refusals.addTo(json, refused.refusals());
            case ExecutionOutcome.Failed failed ->
                json.putObject("failure").put("error", failed.error()).put("cause", failed.cause());
        }
        ArrayNode steps = json.putArray("steps");
        for (ExecutionStep step : result.steps()) {
            steps.addObject()
                    .put("state", step.state())
                    .put("visits", step.visits())
                    .put("seconds", step.spent().toMillis() / 1000.0);
        }
        ObjectNode check = json.putObject("ownCheck");
        switch (result.secondOpinion()) {
            case SecondOpinion.Agrees agrees -> check.put("opinion", "Agrees").put("reason", agrees.reason());
            case SecondOpinion.Contradicts contradicts ->
                check.put("opinion", "Contradicts").put("reason", contradicts.reason());
            case SecondOpinion.Abstains abstains ->
                check.put("opinion", "Abstains").put("reason", abstains.reason());
        }
        check.set("liveTable", counts(result.liveDifference()));
        check.set("restoredTable", counts(result.copyDifference()));
        return json.put("elapsedSeconds", result.elapsed().toMillis() / 1000.0).put("exitCode", exitCode.code());
    }

    private static @Nullable ObjectNode counts(@Nullable SampleDifference difference) {
        return difference == null
                ? null
                : Json.object()
                        .put("missing", difference.missing().size())
                        .put("extra", difference.extra().size())
                        .put("different", difference.different().size());
    }

    private static String achieved(@Nullable Double achieved, @Nullable Double objective) {
        return ExecutionText.seconds(achieved) + " achieved, " + ExecutionText.seconds(objective) + " promised";
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

    private static String row(String name, String text) {
        return String.format(Locale.ROOT, "  %-12s %s", name, text);
    }

    /** The text broken at spaces so that no line is wider than the reader's, later ones under the first. */
    private static String wrapped(String line, int columns) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : line.split("(?<=\\S)(?=\\s)", -1)) {
            if (column + word.length() > columns && column > ROW_INDENT) {
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
