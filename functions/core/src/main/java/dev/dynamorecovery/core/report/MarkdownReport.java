package dev.dynamorecovery.core.report;

import static dev.dynamorecovery.core.report.Summary.counted;
import static dev.dynamorecovery.core.report.Summary.written;

import dev.dynamorecovery.core.document.Label;
import dev.dynamorecovery.core.invariant.RuleResult;
import dev.dynamorecovery.core.restore.LogStretch;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.Verdict;
import dev.dynamorecovery.core.settings.SettingsDifference;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as Markdown for a person who was woken up: the verdict first, what to do second, the evidence after. */
public final class MarkdownReport {

    private final RestoreReport report;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(RestoreReport report) {
        this.report = report;
    }

    public static String render(RestoreReport report) {
        var markdown = new MarkdownReport(report);
        markdown.verdict();
        markdown.nextSteps();
        markdown.facts();
        markdown.objectives();
        markdown.timeline();
        markdown.settings();
        markdown.data();
        markdown.rules();
        markdown.keptBaseline();
        return markdown.text.toString();
    }

    private void verdict() {
        line("# %s: restore of `%s`".formatted(report.outcome().label(), report.table()));
        line("");
        line("%s.".formatted(report.summary()));
        switch (report.outcome()) {
            case Outcome.Judged judged -> {
                if (!judged.proof().isEmpty()) {
                    line("");
                    line("Proof: %s; settings, invariants and references are as expected.".formatted(judged.proof()));
                }
                reasons("What is wrong", judged.contradictions());
                reasons("What could not be checked", judged.unchecked());
            }
            case Outcome.Refused refused -> {
                heading("Why it was refused");
                refused.refusals().forEach(refusal -> line("- %s".formatted(inline(refusal.toString()))));
            }
            case Outcome.Failed failed -> {
                heading("What failed");
                line("`%s` in %s:".formatted(failed.error(), failed.step()));
                line("");
                failed.cause().lines().forEach(each -> line("    %s".formatted(each)));
            }
        }
        if (report.timeScale() != 1) {
            line("");
            line("> Waits were scaled by %s: times here are not those of AWS."
                    .formatted(Double.toString(report.timeScale())));
        }
    }

    private void reasons(String title, List<Verdict.Reason> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        heading(title);
        reasons.forEach(reason -> line("- %s: %s".formatted(Label.of(reason.subject()), inline(reason.text()))));
    }

    private void nextSteps() {
        if (report.nextSteps().isEmpty()) {
            return;
        }
        heading("What to do next");
        var number = 1;
        for (var step : report.nextSteps()) {
            line("%d. %s".formatted(number++, inline(step)));
        }
    }

    private void facts() {
        heading("What happened");
        line("| | |");
        line("|---|---|");
        row("Table", report.table());
        row("Restored table", report.restoredTable() == null ? "none" : report.restoredTable());
        row("The restored table", copy());
        row("Restore point", point(report.point()));
        row("Incident", report.incidentAt() == null ? "not named" : report.incidentAt());
        row("Plan", report.plan() == null ? "none" : report.plan() + ", version " + report.planVersion());
        row("Started", report.startedAt());
        row("Finished", report.finishedAt());
        row("Execution", report.execution());
    }

    private String copy() {
        var state = switch (report.copy().state()) {
            case NONE -> "was never made";
            case KEPT -> "is kept, as asked";
            case LENT -> "is AWS Backup's own, which deletes it when its restore test is over";
            case REMOVED -> "is deleted, as asked";
            case LEFT_BEHIND -> "is LEFT BEHIND";
            case UNKNOWN -> "may exist or not";
        };
        return report.copy().detail().isEmpty()
                ? state
                : state + ": " + report.copy().detail();
    }

    private static String point(@Nullable RestoredPoint point) {
        if (point == null) {
            return "none";
        }
        return switch (point) {
            case RestoredPoint.PointInTime second -> second.instant() + " (point in time)";
            case RestoredPoint.Backup backup -> backup.instant() + " (backup " + backup.backupArn() + ")";
            case RestoredPoint.RecoveryPoint taken ->
                "between " + taken.from() + " and " + taken.until() + " (recovery point " + taken.recoveryPointArn()
                        + ")";
        };
    }

    private void objectives() {
        var objectives = report.objectives();
        if (objectives == null) {
            return;
        }
        heading("Objectives");
        line("| | promised | measured | |");
        line("|---|---|---|---|");
        line("| RTO | %s | %s | %s |"
                .formatted(
                        written(objectives.rtoObjective()),
                        written(objectives.rtoAchieved()),
                        objectives.rtoMet() ? "met" : "MISSED"));
        line("| RPO | %s | %s | %s |"
                .formatted(
                        written(objectives.rpoObjective()),
                        written(objectives.rpoAchieved()),
                        objectives.rpoMet() ? "met" : "MISSED"));
    }

    private void timeline() {
        if (report.timeline().isEmpty()) {
            return;
        }
        heading("Timeline");
        line("| step | began | took |");
        line("|---|---|---|");
        for (var index = 0; index < report.timeline().size(); index++) {
            var entry = report.timeline().get(index);
            var end = index + 1 < report.timeline().size()
                    ? report.timeline().get(index + 1).startedAt()
                    : report.finishedAt();
            line("| %s | %s | %s |"
                    .formatted(
                            entry.step(),
                            second(entry.startedAt()),
                            written(Duration.between(entry.startedAt(), end))));
        }
    }

    private static Instant second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private void settings() {
        var settings = report.settings();
        if (settings == null) {
            return;
        }
        heading("Settings");
        if (settings.lost().isEmpty() && settings.remaining().isEmpty()) {
            line("As expected; the restore lost none.");
            return;
        }
        line("%s differed after the restore, %s rebuilt, %s left."
                .formatted(
                        counted(settings.lost().size(), "setting"),
                        settings.rebuilt().size(),
                        settings.remaining().size()));
        settings("Left", settings.remaining());
        settings("Rebuilt", settings.rebuilt());
    }

    private void settings(String title, List<SettingsDifference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        line("");
        line("| %s | expected | found |".formatted(title));
        line("|---|---|---|");
        differences.forEach(difference -> line("| %s | %s | %s |"
                .formatted(cell(difference.setting()), cell(difference.expected()), cell(difference.observed()))));
    }

    private void data() {
        var data = report.data();
        if (data == null) {
            return;
        }
        heading("Items");
        line("Compared with %s: %s expected, %s restored, %d missing, %d extra, %d different."
                .formatted(
                        data.expectedState(),
                        counted(data.expectedItems(), "item"),
                        data.restoredItems(),
                        data.counts().missing(),
                        data.counts().extra(),
                        data.counts().different()));
        log(data.log());
        if (data.named().isEmpty()) {
            return;
        }
        line("");
        data.named().forEach(difference -> {
            line("- %s `%s`".formatted(Label.of(difference.kind()), inline(difference.key())));
            difference.attributes().forEach(attribute -> line("  - %s".formatted(inline(attribute))));
        });
        var unnamed = data.counts().total() - data.named().size();
        if (unnamed > 0) {
            line("- and %d more%s"
                    .formatted(unnamed, data.allDifferences().isEmpty() ? "" : ": " + data.allDifferences()));
        }
        if (!data.valuesRevealed()) {
            line("");
            line("Values are not shown: the request did not ask for them.");
        }
    }

    private void log(@Nullable LogStretch log) {
        if (log == null) {
            return;
        }
        line("");
        line("Derived from baseline %s as of %s by %s of the change log from %s to %s; %s checked one by one."
                .formatted(
                        log.baseline(),
                        log.baselineInstant(),
                        counted(log.changes(), "change"),
                        log.from(),
                        log.until(),
                        counted(log.itemsCheckedOneByOne(), "item") + " changed close to the restore point were"));
        if (!log.gaps().isEmpty()) {
            line("");
        }
        log.gaps().forEach(gap -> line("- the log is %s".formatted(inline(gap.described()))));
    }

    private void keptBaseline() {
        var kept = report.keptBaseline();
        if (kept == null) {
            return;
        }
        heading("Next baseline");
        line(
                kept.baseline() == null
                        ? "The verified copy did not become a baseline: %s.".formatted(inline(kept.problem()))
                        : "The verified copy is now baseline %s, which holds for %s: the next restore needs the change log only from there."
                                .formatted(kept.baseline(), kept.instant()));
    }

    private void rules() {
        if (report.rules().isEmpty()) {
            return;
        }
        heading("Invariants, references and sums");
        line("Applied to %s.".formatted(counted(report.checkedItems(), "item")));
        line("");
        line("| rule | kind | decided | broken | undecided |");
        line("|---|---|---|---|---|");
        report.rules()
                .forEach(rule -> line("| %s | %s | %d | %d | %d |"
                        .formatted(
                                cell(rule.rule()),
                                Label.of(rule.kind()),
                                rule.checkedItems(),
                                rule.violations(),
                                rule.uncheckedItems())));
        report.rules().forEach(this::ruleDetails);
    }

    private void ruleDetails(RuleResult rule) {
        if (rule.violatingKeys().isEmpty() && rule.errors().isEmpty()) {
            return;
        }
        line("");
        line("%s:".formatted(inline(rule.rule())));
        line("");
        rule.violatingKeys().forEach(key -> line("- broken by `%s`".formatted(inline(key))));
        var unnamed = rule.violations() - rule.violatingKeys().size();
        if (unnamed > 0 && !rule.violatingKeys().isEmpty()) {
            line("- and by %d more".formatted(unnamed));
        }
        rule.errors().forEach(error -> line("- undecided: %s".formatted(inline(error))));
    }

    private void heading(String title) {
        line("");
        line("## %s".formatted(title));
        line("");
    }

    private void row(String name, Object value) {
        line("| %s | %s |".formatted(name, cell(value.toString())));
    }

    /** Text in a table: a bar would end the cell. */
    private static String cell(String value) {
        return inline(value).replace("|", "\\|");
    }

    /** Text from the table or the request: on one line, and unable to become a heading or markup of ours. */
    private static String inline(String value) {
        return value.replaceAll("\\p{Cntrl}", " ").replace("`", "'");
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
