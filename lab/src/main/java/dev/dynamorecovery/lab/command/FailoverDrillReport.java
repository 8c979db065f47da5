package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.drill.failover.FailoverDrillResult;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a failover drill came to, for people and for programs, and as an exit code. */
final class FailoverDrillReport {

    private FailoverDrillReport() {}

    /** OK only if both ways were verified, nothing was lost silently, and the objectives were met. */
    static ExitCode exitCode(FailoverDrillResult result) {
        if (!result.out().verified() || !result.back().verified()) {
            return ExitCode.NOT_VERIFIED;
        }
        if (!result.nothingLostSilently() || result.timeline().firstBreak().isPresent()) {
            return ExitCode.CONTRADICTED;
        }
        return result.objectivesMet() ? ExitCode.OK : ExitCode.OBJECTIVES_MISSED;
    }

    static List<String> text(FailoverDrillResult result, Console console) {
        DrillLines lines = new DrillLines(console);
        FailoverDrillResult.WayOut out = result.out();
        lines.row(
                "out",
                out.verified() ? Style.GOOD : Style.BAD,
                out.verified() ? "verified" : "NOT VERIFIED",
                ": " + out.to() + " serves, by no one's hand");
        lines.row(
                "RTO",
                Durations.text(out.silence()) + " without success as the users saw it, "
                        + Durations.text(result.rtoObjective()) + " promised");
        parts(out.parts()).forEach(part -> lines.row("", part));
        lines.row(
                "RPO",
                Durations.text(out.rpo()) + ": "
                        + String.format(
                                Locale.ROOT,
                                "%,d of %,d acknowledged writes were not there; %s promised",
                                out.notFound(),
                                out.acknowledged(),
                                Durations.text(result.rpoObjective())));
        FailoverDrillResult.WayBack back = result.back();
        lines.row(
                "lost writes",
                back.listed() == back.overwritten() ? Style.GOOD : Style.BAD,
                String.format(Locale.ROOT, "%,d listed", back.listed()),
                String.format(
                        Locale.ROOT,
                        " of %,d items of which last-writer-wins dropped acknowledged writes; %,d more of writes"
                                + " that nobody was told of",
                        back.overwritten(),
                        back.listedBeyond()));
        lines.row(
                "back",
                back.verified() ? Style.GOOD : Style.BAD,
                back.verified() ? "verified" : "NOT VERIFIED",
                String.format(
                        Locale.ROOT,
                        ": %s serves again; %s without success; %,d acknowledged writes are not there",
                        out.from(),
                        Durations.text(back.silence()),
                        back.lost()));
        lines.row(
                "history",
                result.timeline()
                        .firstBreak()
                        .map(found -> "cannot be believed: " + found.reason())
                        .orElse(result.timeline().entries().size() + " entries, each chained to the one before"));
        lines.row(
                "drill",
                "seed " + result.settings().seed() + ", " + Durations.text(result.elapsed()) + " in all, in real time");
        return lines.lines();
    }

    static ObjectNode json(FailoverDrillResult result, ExitCode exitCode) {
        ObjectNode json = Json.object()
                .put("drill", "failover")
                .put("seed", result.settings().seed());
        FailoverDrillResult.WayOut out = result.out();
        ObjectNode wayOut = json.putObject("out")
                .put("from", out.from())
                .put("to", out.to())
                .put("outageAt", out.outageAt().toString())
                .put("verified", out.verified())
                .put("silenceSeconds", DrillLines.seconds(out.silence()))
                .put("acknowledgedWrites", out.acknowledged())
                .put("notFoundWrites", out.notFound())
                .put("rpoSeconds", DrillLines.seconds(out.rpo()));
        wayOut.set("parts", out.parts());
        FailoverDrillResult.WayBack back = result.back();
        json.putObject("back")
                .put("verified", back.verified())
                .put("overwrittenItems", back.overwritten())
                .put("listedItems", back.listed())
                .put("listedBeyond", back.listedBeyond())
                .put("silenceSeconds", DrillLines.seconds(back.silence()))
                .put("lostWrites", back.lost());
        return json.put("rtoObjectiveSeconds", DrillLines.seconds(result.rtoObjective()))
                .put("rpoObjectiveSeconds", DrillLines.seconds(result.rpoObjective()))
                .put("historyIntact", result.timeline().firstBreak().isEmpty())
                .put("elapsedSeconds", DrillLines.seconds(result.elapsed()))
                .put("exitCode", exitCode.code());
    }

    private static List<String> parts(JsonNode parts) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, JsonNode> part : parts.properties()) {
            words.add(part.getKey().replaceFirst("Seconds$", "") + " "
                    + Durations.text(
                            Duration.ofMillis(Math.round(part.getValue().asDouble() * 1000))));
        }
        return words.isEmpty() ? List.of() : List.of(String.join(", ", words));
    }
}
