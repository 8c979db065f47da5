package dev.dynamorecovery.core.audit.report;

import static dev.dynamorecovery.core.audit.report.Html.escaped;

import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of the page's table of results: what is wrong first, then what is not. */
final class ResultRows {

    /** Of more tables than this the page shows only what is wrong: a browser, and a reader, have their limits. */
    static final int MOST_TABLES_IN_FULL = 50;

    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    private ResultRows() {}

    static List<ReportedResult> of(AuditReport report) {
        List<ReportedResult> rows = new ArrayList<>(ReportedResult.findings(report));
        if (isFull(report)) {
            for (TableAudit audit : report.audits()) {
                for (RuleResult result : audit.results()) {
                    ReportedResult reported = ReportedResult.of(audit, result, report.state());
                    if (!reported.isFinding()) {
                        rows.add(reported);
                    }
                }
            }
        }
        return rows;
    }

    static boolean isFull(AuditReport report) {
        return report.audits().size() <= MOST_TABLES_IN_FULL;
    }

    static String html(ReportedResult row) {
        String severity = row.rule().severity().name();
        String plan = row.audit().plan().orElse("");
        String since = row.since()
                .map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("");
        StringBuilder html = new StringBuilder();
        html.append("<tr data-severity=\"%s\" data-outcome=\"%s\" data-plan=\"%s\">\n"
                .formatted(severity, row.outcome(), escaped(plan)));
        html.append(
                "<td data-label=\"Severity\" data-sort=\"%d\" class=\"short\"><span class=\"badge %s\">%s</span></td>\n"
                        .formatted(
                                SEVERITIES.indexOf(row.rule().severity()),
                                row.isFinding() ? severity.toLowerCase(Locale.ROOT) : "quiet",
                                severity));
        html.append("<th scope=\"row\" data-label=\"Table\">%s</th>\n"
                .formatted(escaped(row.audit().table())));
        html.append("<td data-label=\"Plan\">%s</td>\n".formatted(plan.isEmpty() ? "none" : escaped(plan)));
        html.append(
                "<td data-label=\"Rule\" data-sort=\"%s\" class=\"rule\"><span><a href=\"#%s\">%s</a> %s</span></td>\n"
                        .formatted(
                                row.rule().id(),
                                row.rule().id(),
                                row.rule().id(),
                                escaped(row.rule().title())));
        html.append("<td data-label=\"Outcome\" class=\"short\"><span class=\"%s\">%s</span></td>\n"
                .formatted(colour(row), words(row.outcome())));
        html.append("<td data-label=\"Observed\" class=\"told\"><div>%s%s%s</div></td>\n"
                .formatted(
                        escaped(row.observed()),
                        row.changedBy()
                                .map(changed -> "<br><b>Changed by</b> " + escaped(changed.described()))
                                .orElse(""),
                        row.remedy()
                                .map(remedy -> "<pre>" + escaped(remedy) + "</pre>")
                                .orElse("")));
        html.append("<td data-label=\"Since\" data-sort=\"%s\" class=\"since\">%s</td>\n"
                .formatted(since, since.replace("T", " ").replace("Z", "")));
        return html.append("</tr>\n").toString();
    }

    private static String colour(ReportedResult row) {
        return switch (row.outcome()) {
            case ReportedResult.BROKEN -> row.rule().severity().name().toLowerCase(Locale.ROOT);
            case ReportedResult.COULD_NOT_LOOK -> "unseen";
            case ReportedResult.MET -> "kept";
            default -> "quiet";
        };
    }

    /** An outcome as people say it. */
    private static String words(String outcome) {
        return switch (outcome) {
            case ReportedResult.BROKEN -> "✗ broken";
            case ReportedResult.COULD_NOT_LOOK -> "? could not look";
            case ReportedResult.MET -> "✓ kept";
            default -> "– not asked";
        };
    }
}
