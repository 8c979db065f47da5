package dev.dynamorecovery.core.replay.report;

import dev.dynamorecovery.core.document.Label;
import dev.dynamorecovery.core.replay.work.ReplayTally;
import dev.dynamorecovery.core.replay.work.ReplayedItem;
import java.util.List;

/** A replay's report as Markdown for a person: what happened, what to do next, the evidence after. */
final class ReplayMarkdown {

    private final ReplayReport report;
    private final StringBuilder text = new StringBuilder();

    private ReplayMarkdown(ReplayReport report) {
        this.report = report;
    }

    static String render(ReplayReport report) {
        ReplayMarkdown markdown = new ReplayMarkdown(report);
        markdown.headline();
        markdown.nextSteps();
        markdown.facts();
        markdown.numbers();
        markdown.verification();
        markdown.items();
        return markdown.text.toString();
    }

    private void headline() {
        line("# %s: %s of `%s`".formatted(Label.of(report.outcome()), report.operation(), report.table()));
        line("");
        line(inline(report.summary()) + ".");
        report.refusals().forEach(refusal -> line("- " + inline(refusal.toString())));
        if (report.failure() != null && report.refusals().isEmpty()) {
            line("");
            line("`%s` in %s:"
                    .formatted(
                            inline(report.failure().error()), report.failure().step()));
            line("");
            report.failure().cause().lines().forEach(each -> line("    " + each));
        }
        if (!report.gaps().isEmpty()) {
            heading("What the log did not know, and the request accepted");
            report.gaps().forEach(gap -> line("- " + inline(gap)));
        }
        if (report.timeScale() != 1) {
            line("");
            line("> Waits were scaled by %s: times here are not those of AWS."
                    .formatted(Double.toString(report.timeScale())));
        }
    }

    private void nextSteps() {
        List<String> steps = NextReplaySteps.of(report);
        if (steps.isEmpty()) {
            return;
        }
        heading("What to do next");
        for (int i = 0; i < steps.size(); i++) {
            line("%d. %s".formatted(i + 1, inline(steps.get(i))));
        }
    }

    private void facts() {
        heading("What happened");
        line("| | |");
        line("|---|---|");
        row("Table", report.table());
        row("Table written", report.target() == null ? "none" : report.target());
        row(
                "Changes",
                report.span() == null
                        ? "none"
                        : "from " + report.span().from() + " until "
                                + report.span().until());
        row("Left out", report.leftOut());
        row("Listing carried out", report.proposal() == null ? "none" : report.proposal());
        row("Plan", report.plan() == null ? "none" : report.plan() + ", version " + report.planVersion());
        row("Started", report.startedAt());
        row("Finished", report.finishedAt());
        row("Execution", report.execution());
    }

    private void numbers() {
        ReplayTally tally = report.tally();
        if (tally == null) {
            return;
        }
        heading("In numbers");
        line("| | |");
        line("|---|---|");
        row("Changes replayed", tally.changes());
        row("Changes left out", tally.leftOut());
        row("Deletions by nobody knows whom, kept", tally.deletedByUnknown());
        row("Items looked at", tally.items());
        row("Items created, changed, deleted", tally.created() + ", " + tally.changed() + ", " + tally.deleted());
        row("Items in place", tally.inPlace());
        tally.conflicts().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(
                        conflict -> row("Left as they are: " + conflict.getKey().words(), conflict.getValue()));
        row("Items with entangled values", tally.entangled());
    }

    private void verification() {
        VerificationSection verification = report.verification();
        if (verification == null) {
            return;
        }
        heading("Compared with the live table");
        line("%s, by the execution %s."
                .formatted(
                        verification.outcome().isEmpty() ? "No verdict" : verification.outcome(),
                        verification.execution()));
        if (!verification.detail().isEmpty()) {
            line("");
            line(inline(verification.detail()));
        }
        line("");
        line("%d items differ as they have to, for what was left out; %d differ that must not."
                .formatted(verification.expectedDifferences(), verification.unexpectedDifferences()));
        verification.unexpectedKeys().forEach(key -> line("- `" + inline(key) + "`"));
    }

    private static String words(ReplayedItem.Action action) {
        return switch (action) {
            case CREATE, CHANGE, DELETE, CONFLICT -> Label.of(action);
            case NONE -> "In place";
        };
    }

    private void items() {
        if (report.items().isEmpty()) {
            return;
        }
        heading("Items");
        for (ReplayedItem item : report.items()) {
            line("- %s `%s`%s"
                    .formatted(
                            words(item.action()),
                            inline(item.key()),
                            item.conflict() == null
                                    ? ""
                                    : ": " + item.conflict().words()));
            item.values().forEach(value -> line("  - " + inline(value)));
            if (!item.entangled().isEmpty()) {
                line("  - entangled, stays as a kept change wrote it: " + inline(String.join(", ", item.entangled())));
            }
        }
        line("");
        line("All items: " + report.allItems());
    }

    private void heading(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void row(String name, Object value) {
        line("| %s | %s |".formatted(name, inline(value.toString()).replace("|", "\\|")));
    }

    /** Text from the table or the request: on one line, and unable to become a heading or markup of ours. */
    private static String inline(String value) {
        return value.replaceAll("\\p{Cntrl}", " ").replace("`", "'");
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
