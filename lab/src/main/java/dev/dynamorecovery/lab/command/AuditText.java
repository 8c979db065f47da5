package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.lab.command.Console.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An audit for people: table by table, the worst first, with what mends it. */
final class AuditText {

    private static final String DETAIL = "      ";

    private final Console console;

    AuditText(Console console) {
        this.console = console;
    }

    List<String> of(AuditReportView view) {
        List<String> lines = new ArrayList<>();
        for (AuditReportView.Table table : view.tables()) {
            lines.addAll(table(table));
        }
        lines.add(summary(view));
        return lines;
    }

    private List<String> table(AuditReportView.Table table) {
        List<String> lines = new ArrayList<>();
        List<AuditReportView.Result> open = table.open();
        String mark = open.isEmpty() ? console.styled(Style.GOOD, "✓") : console.styled(Style.BAD, "✗");
        lines.add(mark + " " + console.styled(Style.STRONG, table.name())
                + (table.plan().isEmpty() ? "  bound to no plan" : "  plan " + table.plan())
                + table.score().map(score -> "  score " + score + " of 100").orElse(""));
        for (AuditReportView.Result result : open) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    %s  %-12s %s",
                    severity(result),
                    result.id(),
                    result.unseen() ? "could not look: " + result.text("observed") : result.title()));
            if (result.broken()) {
                detail(lines, "seen", result.text("observed"));
                detail(lines, "why", result.text("reason"));
                detail(lines, "mend", result.text("remedy"));
            }
            detail(lines, "by", result.changedBy());
        }
        return lines;
    }

    private static void detail(List<String> lines, String name, String text) {
        if (!text.isEmpty()) {
            lines.add(DETAIL + String.format(Locale.ROOT, "%-5s %s", name, text));
        }
    }

    private String severity(AuditReportView.Result result) {
        String word = String.format(Locale.ROOT, "%-8s", result.unseen() ? "UNKNOWN" : result.severity());
        return console.styled(
                switch (result.severity()) {
                    case CRITICAL, HIGH -> Style.BAD;
                    case MEDIUM, LOW -> Style.DOUBTFUL;
                    case INFORMATIONAL -> Style.QUIET;
                },
                word);
    }

    private static String summary(AuditReportView view) {
        int tables = view.tables().size();
        String findings = Stream.of(Severity.values())
                .filter(severity -> view.broken(severity) > 0)
                .map(severity -> view.broken(severity) + " " + severity.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return tables
                + (tables == 1 ? " table: " : " tables: ")
                + (findings.isEmpty() ? "nothing is broken" : findings)
                + (view.unseen() == 0 ? "" : "; " + view.unseen() + " could not be looked at, which is no pass");
    }

    /** What was repaired, or would be. */
    List<String> repairs(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        answer.path("repairs").forEach(repair -> {
            String outcome = repair.path("outcome").asText();
            Style style = switch (outcome) {
                case "Done" -> Style.GOOD;
                case "Planned" -> Style.QUIET;
                default -> Style.BAD;
            };
            lines.add(console.styled(style, String.format(Locale.ROOT, "%-8s", outcome)) + " "
                    + repair.path("table").asText() + "  " + repair.path("rule").asText() + "  "
                    + repair.at("/repair/type").asText()
                    + (repair.path("detail").asText("").isEmpty()
                            ? ""
                            : ": " + repair.path("detail").asText()));
        });
        if (lines.isEmpty()) {
            lines.add("There is nothing that can be repaired without a person's decision.");
        }
        return lines;
    }
}
