package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.drill.SecondOpinion;
import dev.dynamorecovery.lab.drill.UndoDrillResult;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.Json;
import java.util.List;
import java.util.Locale;

/** What an undo drill came to, for people and for programs, and as an exit code. */
final class UndoDrillReport {

    private UndoDrillReport() {}

    /** OK only if all was undone, the second opinion agrees, and it was in time. */
    static ExitCode exitCode(UndoDrillResult result) {
        return switch (result.opinion()) {
            case SecondOpinion.Contradicts contradicts -> ExitCode.CONTRADICTED;
            case SecondOpinion.Agrees agrees -> {
                ExitCode exitCode = ExitCode.of(result.undone());
                yield exitCode == ExitCode.OK && !result.rto().isMet() ? ExitCode.OBJECTIVES_MISSED : exitCode;
            }
            case SecondOpinion.Abstains abstains -> {
                ExitCode exitCode = ExitCode.of(result.undone());
                yield exitCode == ExitCode.OK ? ExitCode.UNPROVEN : exitCode;
            }
        };
    }

    static List<String> text(UndoDrillResult result, Console console) {
        DrillLines lines = new DrillLines(console);
        if (result.undone() instanceof ExecutionOutcome.Replayed replayed) {
            lines.row(
                    "outcome",
                    replayed.conflicts() == 0 ? Style.GOOD : Style.DOUBTFUL,
                    replayed.deed().name(),
                    "");
            lines.row("", replayed.output().path("summary").asText());
            lines.row("items", items(replayed.output()));
            lines.row(
                    "report", replayed.output().path("report").path("markdown").asText());
        } else {
            lines.without("outcome", result.undone());
        }
        lines.opinion(result.opinion());
        lines.row(
                "RTO",
                Durations.text(result.rto().achieved()) + " achieved, "
                        + Durations.text(result.rto().objective()) + " promised");
        lines.row(
                "bad writer",
                String.format(
                        Locale.ROOT,
                        "%,d orders changed, %,d brought back from the dead; no stream tells who deleted an item, so"
                                + " it deletes none",
                        result.bad().changed().size(),
                        result.bad().created().size()));
        lines.row(
                "application",
                String.format(
                        Locale.ROOT,
                        "%,d orders changed since the first bad change, %,d of them damaged ones",
                        result.interleaving().items(),
                        result.interleaving().itemsOfBoth()));
        lines.size(result.timeScale(), result.itemCount(), result.settings().seed(), result.elapsed());
        return lines.lines();
    }

    static ObjectNode json(UndoDrillResult result, ExitCode exitCode) {
        ObjectNode json = Json.object()
                .put("drill", "undo")
                .put("seed", result.settings().seed())
                .put("items", result.itemCount())
                .put("table", result.table())
                .put("timeScale", result.timeScale());
        DrillLines.addApplication(json, result.writer());
        json.putObject("corruption")
                .put("incidentAt", result.incidentAt().toString())
                .put("changed", result.bad().changed().size())
                .put("created", result.bad().created().size())
                .set("liveTable", DrillLines.counts(result.damage()));
        json.putObject("interleaving")
                .put("ordersOfTheApplication", result.interleaving().items())
                .put("ordersOfBoth", result.interleaving().itemsOfBoth());
        json.set("listed", result.listed().output());
        DrillLines.addOutcome(json, result.undone());
        DrillLines.addSteps(json, result.steps());
        DrillLines.addOpinion(json, result.opinion()).set("liveTable", DrillLines.counts(result.left()));
        return json.put("rtoAchievedSeconds", DrillLines.seconds(result.rto().achieved()))
                .put("rtoObjectiveSeconds", DrillLines.seconds(result.rto().objective()))
                .put("elapsedSeconds", DrillLines.seconds(result.elapsed()))
                .put("exitCode", exitCode.code());
    }

    private static String items(JsonNode output) {
        return String.format(
                Locale.ROOT,
                "%,d put back, %,d deleted, %,d created again; %,d conflicts, %,d entangled",
                output.path("changed").asLong(),
                output.path("deleted").asLong(),
                output.path("created").asLong(),
                output.path("conflicts").asLong(),
                output.path("entangled").asLong());
    }
}
