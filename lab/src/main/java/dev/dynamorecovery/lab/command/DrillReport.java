package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.drill.DrillResult;
import dev.dynamorecovery.lab.drill.DrilledRestore;
import dev.dynamorecovery.lab.drill.SecondOpinion;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a restore drill came to, for people and for programs, and as an exit code. */
final class DrillReport {

    private DrillReport() {}

    /** OK only if every restore is proven Consistent, within the objectives, and the second opinion agrees. */
    static ExitCode exitCode(DrillResult result) {
        return result.restores().stream()
                .map(DrillReport::exitCode)
                .filter(exitCode -> exitCode != ExitCode.OK)
                .findFirst()
                .orElse(ExitCode.OK);
    }

    static List<String> text(DrillResult result, Console console) {
        DrillLines lines = new DrillLines(console);
        DrilledRestore decisive = result.decisive();
        if (decisive.outcome() instanceof ExecutionOutcome.Verdict verdict) {
            verdict(lines, verdict);
        } else {
            lines.without("verdict", decisive.outcome());
        }
        lines.opinion(decisive.opinion());
        DrillResult.Recovery recovery = result.recovery();
        if (recovery == null) {
            lines.row("damage", "none was done: the rehearsal before it was not proven");
        } else {
            lines.row(
                    "expected by",
                    "the change log and the copy that was proven right for "
                            + decisive.from().instant() + ", by the log since the one quiet moment, "
                            + result.baseline().instant());
            lines.row(
                    "live table",
                    String.format(
                            Locale.ROOT,
                            "%,d items away from %s: the damage, and what the application did since",
                            recovery.liveDifference().keys().size(),
                            decisive.instant()));
        }
        lines.size(result.timeScale(), result.itemCount(), result.settings().seed(), result.elapsed());
        return lines.lines();
    }

    static ObjectNode json(DrillResult result, ExitCode exitCode) {
        ObjectNode json = Json.object()
                .put("drill", "restore")
                .put("seed", result.settings().seed())
                .put("items", result.itemCount())
                .put("table", result.table())
                .put("timeScale", result.timeScale());
        DrillLines.addApplication(json, result.writer());
        json.set("baseline", baseline(result.baseline()));
        json.set("rehearsal", restore(result.rehearsal()));
        DrillResult.Recovery recovery = result.recovery();
        if (recovery == null) {
            json.putNull("corruption").putNull("recovery");
        } else {
            json.putObject("corruption")
                    .put("incidentAt", recovery.incidentAt().toString())
                    .put("overwritten", recovery.corruption().overwritten().size())
                    .put("deleted", recovery.corruption().deleted().size())
                    .put("resurrected", recovery.corruption().resurrected().size())
                    .set("liveTable", DrillLines.counts(recovery.liveDifference()));
            json.set("recovery", restore(recovery.restore()));
        }
        return json.put("elapsedSeconds", DrillLines.seconds(result.elapsed())).put("exitCode", exitCode.code());
    }

    private static ExitCode exitCode(DrilledRestore restore) {
        return switch (restore.opinion()) {
            case SecondOpinion.Contradicts contradicts -> ExitCode.CONTRADICTED;
            case SecondOpinion.Agrees agrees -> ExitCode.of(restore.outcome());
            case SecondOpinion.Abstains abstains -> {
                ExitCode exitCode = ExitCode.of(restore.outcome());
                yield exitCode == ExitCode.OK ? ExitCode.UNPROVEN : exitCode;
            }
        };
    }

    private static void verdict(DrillLines lines, ExecutionOutcome.Verdict verdict) {
        Style style = switch (verdict.kind()) {
            case Consistent -> Style.GOOD;
            case Inconsistent -> Style.BAD;
            case Unproven -> Style.DOUBTFUL;
        };
        lines.row("verdict", style, verdict.kind().name(), "");
        lines.row("", verdict.output().path("summary").asText());
        ExecutionOutcome.ObjectiveResult objectives = verdict.objectives();
        lines.row("RTO", achieved(objectives.rtoAchievedSeconds(), objectives.rtoObjectiveSeconds()));
        lines.row("RPO", achieved(objectives.rpoAchievedSeconds(), objectives.rpoObjectiveSeconds()));
        if (!objectives.met()) {
            lines.row("", Style.BAD, "the plan's objectives were not met", "");
        }
        lines.row("report", verdict.output().path("report").path("markdown").asText());
    }

    private static ObjectNode restore(DrilledRestore restore) {
        ObjectNode json =
                Json.object().put("instant", restore.instant().toString()).put("executionArn", restore.executionArn());
        json.set("expectedFrom", baseline(restore.from()));
        json.set(
                "keptBaseline",
                restore.keptBaseline().map(DrillReport::baseline).orElse(null));
        DrillLines.addOutcome(json, restore.outcome());
        DrillLines.addSteps(json, restore.steps());
        DrillLines.addOpinion(json, restore.opinion())
                .set("restoredTable", DrillLines.counts(restore.copyDifference()));
        return json;
    }

    private static ObjectNode baseline(DrillResult.Baseline baseline) {
        return Json.object()
                .put("id", baseline.id())
                .put("instant", baseline.instant().toString());
    }

    private static String achieved(@Nullable Double achieved, @Nullable Double objective) {
        return ExecutionText.seconds(achieved) + " achieved, " + ExecutionText.seconds(objective) + " promised";
    }
}
