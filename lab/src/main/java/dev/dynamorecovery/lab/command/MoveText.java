package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.lab.command.Console.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes what becomes of a move, and what to run next. */
final class MoveText {

    private final Console console;
    private final String group;
    private final String typedTarget;

    /** @param typedTarget the options that lead another command to the same place, each after a space */
    MoveText(Console console, String group, String typedTarget) {
        this.console = console;
        this.group = group;
        this.typedTarget = typedTarget;
    }

    List<String> decided(JsonNode decision) {
        return List.of(
                console.styled(Style.STRONG, decision.path("incident").asText()) + "  "
                        + decision.path("detection").asText(),
                "  " + decision.path("reason").asText());
    }

    /** A decision that starts nothing. */
    List<String> notDone(JsonNode decision) {
        String detection = decision.path("detection").asText();
        List<String> lines = new ArrayList<>();
        lines.add(console.styled(Style.BAD, "✗ " + decision.path("decision").asText() + ": " + detection)
                + "; nothing was changed");
        lines.add("  " + decision.path("reason").asText());
        boolean overridable = Arrays.stream(Detection.values())
                .anyMatch(found -> found.label().equals(detection) && found.overridable());
        lines.add(
                overridable
                        ? "  if you know better: add --override REASON --by NAME"
                        : "  nobody can go over this one; see ./recovery status " + group + typedTarget);
        return lines;
    }

    String underWay() {
        return "See how it stands: ./recovery status " + group + typedTarget;
    }

    String entry(TimelineEntry entry) {
        return new GroupText(console).entry(entry);
    }

    List<String> ended(MoveOutcome outcome) {
        List<String> lines = new ArrayList<>();
        String target = outcome.result().path("target").asText("the target");
        switch (outcome.kind()) {
            case Verified -> {
                lines.add(console.styled(Style.GOOD, "✓ " + target + " serves " + group)
                        + ": the name leads there, and a write through it was acknowledged");
                times(lines, outcome.result().path("rto"));
                lines.add("  next: ./recovery status " + group + typedTarget);
            }
            case NotVerified -> {
                lines.add(console.styled(
                        Style.BAD,
                        "✗ " + target + " serves " + group + ", and nobody has shown that its name leads there"));
                lines.add("  " + outcome.reason());
                lines.add("  next: docs/runbooks/failover.md, 'Moved and not verified'");
            }
            case Rehearsed -> {
                lines.add(console.styled(Style.GOOD, "✓ It would be done") + "; nothing was changed");
                lines.add("  " + outcome.reason());
            }
            case NotMoved -> {
                lines.add(console.styled(Style.DOUBTFUL, "▸ Not moved") + "  " + outcome.reason());
                lines.add("  next: ./recovery status " + group + typedTarget);
            }
            case Failed -> {
                lines.add(console.styled(Style.BAD, "✗ The execution failed") + "  " + outcome.reason());
                lines.add("  it may have stopped in the middle; another goes on by itself. Look: ./recovery status "
                        + group + typedTarget);
            }
        }
        return lines;
    }

    private static void times(List<String> lines, JsonNode rto) {
        if (!rto.isObject()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> part : rto.properties()) {
            parts.add(part.getKey().replaceFirst("Seconds$", "") + " "
                    + Durations.text(
                            Duration.ofMillis(Math.round(part.getValue().asDouble() * 1000))));
        }
        lines.add("  " + String.join(", ", parts));
    }
}
