package dev.dynamorecovery.core.audit.report;

import static dev.dynamorecovery.core.audit.report.Html.escaped;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.rule.AuditRule;
import dev.dynamorecovery.core.audit.rule.AuditRules;
import dev.dynamorecovery.core.audit.score.Recoverability;
import java.util.List;
import java.util.Locale;

/**
 * A report as one HTML page that needs nothing else: no network, no other file. With JavaScript its tables can be sorted
 * and filtered; without it all is there all the same.
 */
public final class AuditReportHtml {

    private final AuditReport report;
    private final AuditSummary summary;
    private final StringBuilder page = new StringBuilder();

    private AuditReportHtml(AuditReport report) {
        this.report = report;
        this.summary = report.summary();
    }

    /** The page. */
    public static String render(AuditReport report) {
        return new AuditReportHtml(report).render();
    }

    private String render() {
        List<ReportedResult> rows = ResultRows.of(report);
        head();
        verdict();
        line("<main>");
        tables();
        results(rows);
        rules(rows);
        exempt();
        line("</main>");
        line("<footer><p>Format %d. Times are UTC.%s</p></footer>"
                .formatted(
                        AuditReport.FORMAT_VERSION,
                        report.timeScale() == 1
                                ? ""
                                : " Measured in a laboratory in which %s seconds pass in one."
                                        .formatted(report.timeScale())));
        line("<script>" + PageParts.SCRIPT + "</script>");
        line("</body>");
        line("</html>");
        return page.toString();
    }

    private void head() {
        line("<!DOCTYPE html>");
        line("<html lang=\"en\">");
        line("<head>");
        line("<meta charset=\"utf-8\">");
        line("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">"
                .formatted(PageParts.CONTENT_SECURITY_POLICY));
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        line("<meta name=\"referrer\" content=\"no-referrer\">");
        line("<title>Backup audit of %s, %s</title>".formatted(escaped(report.region()), report.startedAt()));
        line("<style>" + PageParts.STYLE + "</style>");
        line("</head>");
        line("<body>");
    }

    private void verdict() {
        boolean clean = summary.audited() > 0 && summary.clean() == summary.audited();
        line("<header>");
        line("<h1>Backup audit of %s</h1>".formatted(escaped(report.region())));
        line("<p class=\"verdict %s\">%s</p>".formatted(clean ? "kept" : "critical", summary.verdict()));
        line("<p class=\"quiet\">Account %s, from %s to %s; reason: %s.</p>"
                .formatted(
                        escaped(report.account()),
                        report.startedAt(),
                        report.finishedAt(),
                        report.reason().label()));
        line("<ul class=\"figures\">");
        for (Severity severity : Severity.values()) {
            int count = summary.findings().getOrDefault(severity, 0);
            if (severity != Severity.INFORMATIONAL || count > 0) {
                figure(count, severity.name(), severity.name().toLowerCase(Locale.ROOT));
            }
        }
        figure(summary.couldNotLook(), "could not look", "unseen");
        figure(summary.audited(), "tables audited", "");
        figure(summary.coveragePercent(), "percent bound to a plan", "");
        line("</ul>");
        line("</header>");
    }

    private void figure(int count, String what, String colour) {
        line("<li class=\"%s%s\"><b>%d</b>%s</li>".formatted(colour, count == 0 ? " zero" : "", count, what));
    }

    private void tables() {
        line("<section aria-labelledby=\"tables\">");
        line("<h2 id=\"tables\">Recoverability</h2>");
        line(
                "<p class=\"quiet\">The score is the weight of the rules that a table keeps, of 100; what nobody could look at"
                        + " counts as broken, and without a way to recover it is at most %d. A plan is as good as its worst table."
                                .formatted(Recoverability.CRITICAL_CAP)
                        + "</p>");
        line("<div class=\"scroll\"><table data-sortable>");
        line("<caption hidden>Tables and their scores</caption>");
        line("<thead><tr><th scope=\"col\">Table</th><th scope=\"col\">Plan</th><th scope=\"col\">Plan’s score</th>"
                + "<th scope=\"col\">Score</th><th scope=\"col\" class=\"number\">Findings</th>"
                + "<th scope=\"col\" class=\"number\">Not seen</th></tr></thead>");
        line("<tbody>");
        report.audits().forEach(this::table);
        line("</tbody></table></div>");
        line("</section>");
    }

    private void table(TableAudit audit) {
        int score = Recoverability.score(audit);
        int plan = audit.plan()
                .map(name -> summary.scoreByPlan().getOrDefault(name, 0))
                .orElse(0);
        long broken = audit.results().stream()
                .filter(result -> result.judgement() instanceof Judgement.Broken)
                .count();
        long unseen = audit.results().stream()
                .filter(result -> result.judgement() instanceof Judgement.CouldNotLook)
                .count();
        line(
                "<tr><th scope=\"row\" data-label=\"Table\">%s</th><td data-label=\"Plan\">%s</td><td data-label=\"Plan’s score\" data-sort=\"%d\">%s</td>"
                        .formatted(
                                escaped(audit.table()),
                                audit.plan().map(Html::escaped).orElse("none"),
                                plan,
                                audit.plan().isPresent() ? String.valueOf(plan) : "–"));
        line(
                ("<td data-label=\"Score\" data-sort=\"%d\" class=\"short\"><span><meter min=\"0\" max=\"100\" low=\"50\" high=\"90\""
                                + " optimum=\"100\" value=\"%d\" aria-hidden=\"true\"></meter>%d</span></td>")
                        .formatted(score, score, score));
        line(
                "<td data-label=\"Findings\" class=\"number\">%d</td><td data-label=\"Not seen\" class=\"number\">%d</td></tr>"
                        .formatted(broken, unseen));
    }

    private void results(List<ReportedResult> rows) {
        line("<section aria-labelledby=\"findings\">");
        line("<h2 id=\"findings\">Findings</h2>");
        if (!ResultRows.isFull(report)) {
            line("<p class=\"quiet\">What is kept or not asked is in the JSON form of this report.</p>");
        }
        if (rows.isEmpty()) {
            line("<p>None.</p>");
            line("</section>");
            return;
        }
        controls(rows);
        line("<div class=\"scroll\"><table data-sortable id=\"results\">");
        line("<caption hidden>What the rules say of the tables</caption>");
        line("<thead><tr><th scope=\"col\" aria-sort=\"ascending\">Severity</th><th scope=\"col\">Table</th>"
                + "<th scope=\"col\">Plan</th><th scope=\"col\">Rule</th><th scope=\"col\">Outcome</th>"
                + "<th scope=\"col\">Observed, and what mends it</th><th scope=\"col\">Since</th></tr></thead>");
        line("<tbody>");
        rows.forEach(row -> page.append(ResultRows.html(row)));
        line("</tbody></table></div>");
        line("</section>");
    }

    private void controls(List<ReportedResult> rows) {
        line("<form id=\"controls\" class=\"controls\" hidden>");
        line("<label>Outcome<select name=\"outcome\"><option value=\"Broken CouldNotLook\">broken or not seen</option>"
                + "<option value=\"Broken\">broken</option><option value=\"CouldNotLook\">could not look</option>"
                + "<option value=\"Met\">kept</option><option value=\"NotAsked\">not asked</option>"
                + "<option value=\"\">all</option></select></label>");
        line("<label>Severity<select name=\"severity\"><option value=\"\">all</option>");
        for (Severity severity : Severity.values()) {
            line("<option>%s</option>".formatted(severity.name()));
        }
        line("</select></label>");
        line("<label>Plan<select name=\"plan\"><option value=\"*\">all</option>");
        rows.stream()
                .map(row -> row.audit().plan().orElse(""))
                .distinct()
                .sorted()
                .forEach(plan -> line("<option value=\"%s\">%s</option>"
                        .formatted(escaped(plan), plan.isEmpty() ? "none" : escaped(plan))));
        line("</select></label>");
        line("<label>Text<input name=\"text\" type=\"search\" autocomplete=\"off\"></label>");
        line("<output id=\"shown\" aria-live=\"polite\"></output>");
        line("</form>");
    }

    /** What each rule is about, once, for all the rows that point to it. */
    private void rules(List<ReportedResult> rows) {
        line("<section aria-labelledby=\"rules\">");
        line("<h2 id=\"rules\">Rules</h2>");
        line("<dl class=\"rules\">");
        for (AuditRule rule : AuditRules.ALL) {
            if (rows.stream().noneMatch(row -> row.rule().id().equals(rule.id()))) {
                continue;
            }
            line("<dt id=\"%s\">%s <span class=\"badge %s\">%s</span> %s</dt>"
                    .formatted(
                            rule.id(),
                            rule.id(),
                            rule.severity().name().toLowerCase(Locale.ROOT),
                            rule.severity().name(),
                            escaped(rule.title())));
            line("<dd>%s</dd>".formatted(escaped(rule.reason())));
            line("<dd class=\"quiet\">%s</dd>".formatted(escaped(String.join(" · ", rule.controls()))));
        }
        line("</dl>");
        line("</section>");
    }

    private void exempt() {
        if (report.exempt().isEmpty()) {
            return;
        }
        line("<section aria-labelledby=\"exempt\">");
        line("<h2 id=\"exempt\">Exempt</h2>");
        line("<div class=\"scroll\"><table>");
        line("<thead><tr><th scope=\"col\">Table</th><th scope=\"col\">Why</th></tr></thead>");
        line("<tbody>");
        report.exempt()
                .forEach((table, why) ->
                        line("<tr><th scope=\"row\" data-label=\"Table\">%s</th><td data-label=\"Why\">%s</td></tr>"
                                .formatted(escaped(table), escaped(why))));
        line("</tbody></table></div>");
        line("</section>");
    }

    private void line(String content) {
        page.append(content).append('\n');
    }
}
