package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recovery gate}: lets a release pass only where its tables could be recovered from it. */
@Command(
        name = "gate",
        header = "Let a release pass only where its tables could be recovered from it.",
        description = {
            "%nAudits the tables, takes a backup of each that is named for the release, waits until it is available, and"
                    + " looks again at point-in-time recovery, the stream and the change log. Exits 0 where the release may"
                    + " go ahead, and 15 where it may not, with the reasons. Old release backups expire as the plans say,"
                    + " never the last good one of a table.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery gate --release 2026.11.23-1",
            "  ./recovery gate --release 2026.11.23-1 --table orders --table users --output json",
            "  ./recovery gate --release trial --lab"
        })
final class GateCommand implements Callable<Integer> {

    /** Part of an execution's name and of the backups' names. */
    private static final Pattern RELEASE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,39}");

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final CommandContext context;

    @Option(names = "--release", paramLabel = "NAME", required = true, description = "The release's name.")
    private String release = "";

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description =
                    "A table that the release touches; repeat it for more (default: all that are bound to a plan).")
    private List<String> tables = new ArrayList<>();

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    GateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!RELEASE.matcher(release).matches()) {
            throw CommandFailure.usage(
                    "--release",
                    release,
                    "cannot be part of a backup's name",
                    "give 1 to 40 letters, digits, dots, dashes or underscores");
        }
        tables.forEach(table -> Arguments.tableName("--table", table));
        Console console = context.console();
        try (AuditStack stack = context.audits().find(targetOptions)) {
            console.note(console.styled(Console.Style.QUIET, "→ " + stack.description()));
            ObjectNode request = Json.object().put("release", release);
            if (!tables.isEmpty()) {
                tables.stream().sorted().distinct().forEach(request.putArray("tables")::add);
            }
            // Each run of a pipeline looks anew; the backups are those of the release, however often it is asked for.
            String name = "release-" + release + "-"
                    + Arguments.requestId(context.clock().instant());
            String arn = stack.startRelease(name, Json.compact(request));
            console.note("Started " + name);
            ReleaseOutcome outcome = ReleaseOutcome.of(follow(stack, arn));
            if (output.isJson()) {
                console.line(Json.pretty(outcome.json()));
            } else {
                outcome.text(console).forEach(console::line);
            }
            return outcome.exitCode().code();
        }
    }

    private ExecutionSnapshot follow(AuditStack stack, String arn) throws InterruptedException {
        Farewell farewell = new Farewell(() -> {
            context.console().note("");
            context.console().note("Interrupted; the checks go on as " + arn);
        });
        StatusLine status = new StatusLine(
                context.console(), context.console().err(), context.console().outIsTerminal());
        try {
            while (true) {
                ExecutionSnapshot execution = stack.execution(arn).orElseThrow(() -> gone(arn));
                if (execution.status().isOver()) {
                    return execution;
                }
                Instant now = context.clock().instant();
                status.show("▸ checking the tables and waiting for their backups  "
                        + Durations.text(Duration.between(execution.startedAt(), now)));
                context.pause().of(LOOK_INTERVAL);
            }
        } finally {
            status.clear();
            farewell.cancel();
        }
    }

    private static CommandFailure gone(String arn) {
        return new CommandFailure(
                ExitCode.FAILED,
                "the execution is not there any more",
                List.of(new Refusal("UnknownExecution", "execution", arn, "ask again: ./recovery gate --release NAME")),
                null);
    }
}
