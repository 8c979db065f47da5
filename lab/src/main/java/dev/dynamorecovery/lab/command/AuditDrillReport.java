package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.drill.audit.AuditDrillResult;
import dev.dynamorecovery.lab.drill.audit.AuditDrillResult.Found;
import dev.dynamorecovery.lab.drill.audit.AuditDrillResult.Mended;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Duration;
import java.util.List;

/** What an audit drill came to, for people and for programs, and as an exit code. */
final class AuditDrillReport {

    private AuditDrillReport() {}

    /** OK only if each piece was found and mended. */
    static ExitCode exitCode(AuditDrillResult result) {
        return result.complete() ? ExitCode.OK : ExitCode.CONTRADICTED;
    }

    static List<String> text(AuditDrillResult result, Console console) {
        DrillLines lines = new DrillLines(console);
        long found = result.rounds().stream()
                .filter(round -> round.found() instanceof Found.Reported)
                .count();
        long resolved = result.rounds().stream()
                .filter(round -> round.mended() instanceof Mended.Resolved)
                .count();
        int all = result.rounds().size();
        lines.row(
                "found",
                found == all ? Style.GOOD : Style.BAD,
                found + " of " + all,
                " pieces of protection taken away");
        lines.row(
                "mended",
                resolved == all ? Style.GOOD : Style.BAD,
                resolved + " of " + all,
                " findings resolved in place");
        lines.row("slowest", Durations.text(slowest(result)) + " from the call to the finding");
        lines.row(
                "before",
                result.knownBefore().isEmpty()
                        ? "nothing was broken"
                        : "broken before the drill, and none of its doing: " + String.join(", ", result.knownBefore()));
        lines.row("drill", Durations.text(result.elapsed()) + " in all");
        return lines.lines();
    }

    private static Duration slowest(AuditDrillResult result) {
        return result.rounds().stream()
                .map(round -> switch (round.found()) {
                    case Found.Reported reported -> reported.after();
                    case Found.Missed missed -> missed.within();
                })
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    static ObjectNode json(AuditDrillResult result, ExitCode exitCode) {
        ObjectNode json = Json.object().put("drill", "audit");
        result.knownBefore().forEach(json.putArray("brokenBefore")::add);
        ArrayNode rounds = json.putArray("rounds");
        for (AuditDrillResult.Round round : result.rounds()) {
            ObjectNode node = rounds.addObject().put("title", round.title()).put("rule", round.rule());
            switch (round.found()) {
                case Found.Reported reported ->
                    node.putObject("found")
                            .put("afterSeconds", DrillLines.seconds(reported.after()))
                            .put("severity", reported.severity())
                            .put("changedBy", reported.changedBy());
                case Found.Missed missed -> node.putNull("found");
            }
            switch (round.mended()) {
                case Mended.Resolved resolved ->
                    node.putObject("mended")
                            .put("by", resolved.by())
                            .put("afterSeconds", DrillLines.seconds(resolved.after()));
                case Mended.Open open -> node.putNull("mended").put("reason", open.reason());
            }
        }
        return json.put("elapsedSeconds", DrillLines.seconds(result.elapsed())).put("exitCode", exitCode.code());
    }
}
