package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery audit}: says of each table whether it could be recovered, now. */
@Command(
        name = "audit",
        header = "Say of each table whether it could be recovered now, and what mends it.",
        description = {
            "%nLooks at point-in-time recovery, backups and their copies, the stream and the change log, replicas, expiry,"
                    + " protection, alarms and drills, against each table's recovery plan. What could not be looked at is"
                    + " told apart, and is never a pass. --fix repairs what takes nothing from anybody; each repair is"
                    + " recorded.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery audit",
            "  ./recovery audit orders users --fail-on HIGH",
            "  ./recovery audit --output html > audit.html",
            "  ./recovery audit orders --fix --dry-run --by ada@example.com",
            "  ./recovery audit orders --fix --by ada@example.com"
        })
final class AuditCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "The tables to audit (default: all of the Region).")
    private List<String> tables = new ArrayList<>();

    @Option(names = "--fix", description = "Repair what is safe to repair, and audit again; needs --by.")
    private boolean fix;

    @Option(names = "--dry-run", description = "With --fix: say what would be repaired, and change nothing.")
    private boolean dryRun;

    @Option(names = "--by", paramLabel = "NAME", description = "You; it stays in the record of each repair.")
    private @Nullable String by;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Exit with 14 where something as bad as this is broken or could not be looked at: CRITICAL,"
                    + " HIGH, MEDIUM, LOW or INFORMATIONAL.")
    private @Nullable Severity failOn;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table for people, json for programs, html for a browser (default: ${DEFAULT-VALUE}).")
    private AuditFormat output = AuditFormat.table;

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    AuditCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        tables.forEach(table -> Arguments.tableName("TABLE", table));
        String person = fix ? requiredPerson() : "";
        if (dryRun && !fix) {
            throw CommandFailure.usage("--dry-run", "", "goes with --fix", "add --fix, or leave it out");
        }
        Console console = context.console();
        try (AuditStack stack = context.audits().find(targetOptions)) {
            console.note(console.styled(Console.Style.QUIET, "→ " + stack.description()));
            JsonNode answer = waited("looking at the tables", () -> stack.audit(tables));
            AuditReportView view = report(stack, answer);
            requireAll(view);
            @Nullable JsonNode repairs = null;
            if (fix) {
                List<String> names =
                        view.tables().stream().map(AuditReportView.Table::name).toList();
                repairs =
                        waited(dryRun ? "looking for repairs" : "repairing", () -> stack.repair(names, dryRun, person));
                if (!dryRun) {
                    answer = waited("looking at the tables again", () -> stack.audit(tables));
                    view = report(stack, answer);
                }
            }
            ExitCode exitCode = exitCode(view, repairs);
            show(stack, answer, view, repairs, exitCode);
            return exitCode.code();
        }
    }

    private String requiredPerson() {
        if (by == null) {
            throw CommandFailure.usage("--fix", "", "has no owner", "add --by NAME: it stays in the record");
        }
        return GroupArguments.person("--by", by);
    }

    private static AuditReportView report(AuditStack stack, JsonNode answer) {
        return new AuditReportView(
                Json.lenient(new String(stack.evidence(answer.at("/report/json").asText()), StandardCharsets.UTF_8)));
    }

    /** A table that was asked for and is not in the report was not audited: silence would read as a pass. */
    private void requireAll(AuditReportView view) {
        Set<String> audited =
                view.tables().stream().map(AuditReportView.Table::name).collect(Collectors.toSet());
        List<Refusal> missing = tables.stream()
                .filter(table -> !audited.contains(table))
                .map(table -> new Refusal(
                        "NotAudited",
                        "TABLE",
                        table,
                        "check the name, and the account and Region above; restored copies and tables with the tag"
                                + " recovery:exempt are not audited"))
                .toList();
        if (!missing.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "not audited: " + missing.stream().map(Refusal::value).collect(Collectors.joining(", ")),
                    missing,
                    null);
        }
    }

    private ExitCode exitCode(AuditReportView view, @Nullable JsonNode repairs) {
        if (repairs != null
                && repairs.path("repairs")
                        .valueStream()
                        .anyMatch(repair -> repair.path("outcome").asText().equals("Failed"))) {
            return ExitCode.FAILED;
        }
        return failOn != null && view.failsOn(failOn) ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private void show(
            AuditStack stack, JsonNode answer, AuditReportView view, @Nullable JsonNode repairs, ExitCode exitCode) {
        Console console = context.console();
        switch (output) {
            case json -> {
                ObjectNode document = view.report().deepCopy();
                if (repairs != null) {
                    document.set("repairs", repairs.path("repairs"));
                }
                console.line(Json.pretty(document.put("exitCode", exitCode.code())));
            }
            case html ->
                console.line(new String(stack.evidence(answer.at("/report/html").asText()), StandardCharsets.UTF_8));
            case table -> {
                AuditText text = new AuditText(console);
                if (repairs != null) {
                    text.repairs(repairs).forEach(console::line);
                }
                text.of(view).forEach(console::line);
                console.note(console.styled(
                        Console.Style.QUIET,
                        "report: " + answer.at("/report/markdown").asText()));
            }
        }
    }

    private <T> T waited(String what, Callable<T> call) throws InterruptedException {
        Console console = context.console();
        StatusLine status = new StatusLine(console, console.err(), console.outIsTerminal());
        return new Waiting(status, context.clock()).of(what, call);
    }
}
