package dev.dynamorecovery.core.audit.report;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A report as Markdown, for people: what is wrong first, and the command that mends it. */
public final class AuditReportMarkdown {

    private final AuditReport report;
    private final AuditSummary summary;
    private final StringBuilder text = new StringBuilder();

    private AuditReportMarkdown(AuditReport report) {
        this.report = report;
        this.summary = report.summary();
    }

    /** The report as one text. */
    public static String render(AuditReport report) {
        return new AuditReportMarkdown(report).render();
    }

    private String render() {
        List<ReportedResult> findings = ReportedResult.findings(report);
        line("# Backup audit of %s".formatted(report.region()));
        line("");
        line(summary.verdict());
        line("");
        figures();
        plans();
        findings(findings);
        clean(findings);
        exempt();
        return text.toString();
    }

    private void figures() {
        line("| | |");
        line("|---|---|");
        row("account", report.account());
        row("began", report.startedAt().toString());
        row("ended", report.finishedAt().toString());
        row("reason", report.reason().label());
        row(
                "tables",
                "%d audited, %d%% of them bound to a plan, %d exempt"
                        .formatted(summary.audited(), summary.coveragePercent(), summary.exempt()));
        for (Severity severity : Severity.values()) {
            int count = summary.findings().getOrDefault(severity, 0);
            if (count > 0) {
                row(severity.name(), String.valueOf(count));
            }
        }
        row("could not look", String.valueOf(summary.couldNotLook()));
    }

    private void plans() {
        if (summary.scoreByPlan().isEmpty()) {
            return;
        }
        line("");
        line("## Recoverability by plan");
        line("");
        line("| plan | tables | score of its worst table |");
        line("|---|---|---|");
        report.tablesByPlan()
                .forEach((plan, tables) -> line("| %s | %d | %d |"
                        .formatted(cell(plan), tables, summary.scoreByPlan().getOrDefault(plan, 0))));
    }

    private void findings(List<ReportedResult> findings) {
        if (findings.isEmpty()) {
            return;
        }
        line("");
        line("## Findings");
        findings.forEach(this::finding);
    }

    private void finding(ReportedResult finding) {
        line("");
        line("### %s %s: %s"
                .formatted(
                        finding.rule().severity(),
                        inline(finding.audit().table()),
                        finding.rule().title()));
        line("");
        line("- %s: %s"
                .formatted(
                        finding.outcome().equals(ReportedResult.BROKEN) ? "observed" : "could not look",
                        inline(finding.observed())));
        line("- why it matters: %s".formatted(finding.rule().reason()));
        line("- rule %s, since %s%s"
                .formatted(
                        finding.rule().id(),
                        finding.since().map(Instant::toString).orElse("now"),
                        finding.changedBy()
                                .map(ChangedBy::described)
                                .map(changed -> "; changed by " + inline(changed))
                                .orElse("")));
        line("- controls: %s".formatted(String.join(", ", finding.rule().controls())));
        finding.remedy().ifPresent(remedy -> {
            line("");
            line("      " + remedy.replaceAll("\\p{Cntrl}", " "));
        });
    }

    private void clean(List<ReportedResult> findings) {
        Set<String> found = findings.stream()
                .map(finding -> finding.audit().table())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String clean = report.audits().stream()
                .map(TableAudit::table)
                .filter(table -> !found.contains(table))
                .map(table -> "`" + inline(table) + "`")
                .collect(Collectors.joining(", "));
        if (!clean.isEmpty()) {
            line("");
            line("## Tables without a finding");
            line("");
            line(clean);
        }
    }

    private void exempt() {
        if (report.exempt().isEmpty()) {
            return;
        }
        line("");
        line("## Exempt");
        line("");
        report.exempt().forEach((table, why) -> line("- `%s`: %s".formatted(inline(table), inline(why))));
    }

    private void row(String name, String value) {
        line("| %s | %s |".formatted(name, cell(value)));
    }

    /** Text in a table: a bar would end the cell. */
    private static String cell(String value) {
        return inline(value).replace("|", "\\|");
    }

    /** Text from a tag, a name or a policy: on one line, and unable to become a heading or markup of ours. */
    private static String inline(String value) {
        return value.replaceAll("\\p{Cntrl}", " ").replace("`", "'").replace("<", "&lt;");
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
