package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.command.LogQuery.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery log}: shows what happened to a table or an item, and what is not known. */
@Command(
        name = "log",
        header = "Show the last changes of a table, of a stretch of time or of one item.",
        description = {
            "%nReads the change log, not the table. Values are hidden unless asked for; keys are shown. What the log does"
                    + " not know of that time is told as a warning, and by exit code 5.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery log orders --last 50",
            "  ./recovery log orders --key userId=u-17,orderId=o-3 --reveal-values",
            "  ./recovery log orders --from 2026-03-01T10:40:00Z --to 2026-03-01T10:45:00Z --output json",
            "  ./recovery log users --lab --last 10"
        })
final class LogCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table whose changes are shown.")
    private String table = "";

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "The last N changes, the newest first (default: 20, where no window is given).")
    private @Nullable Integer last;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only the changes of one item: its key, such as userId=u-17,orderId=o-3.")
    private @Nullable String key;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "Changes from this instant on (ISO 8601 with zone), the oldest first.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "Changes before this instant (default: now).")
    private @Nullable String to;

    @Option(names = "--reveal-values", description = "Show the values before and after (default: names only).")
    private boolean revealValues;

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    LogCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Instant now = context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        LogQuery query = query(now);
        try (ChangeLogStack stack = context.changeLogs().find(targetOptions)) {
            context.console().note(context.console().styled(Console.Style.QUIET, "→ " + stack.description()));
            LogListing listing = new LogListing(stack, query, now);
            ChangeDescription description = listing.description(revealValues);
            LogOutput out = output.isJson()
                    ? new LogJson(context.console(), description)
                    : new LogText(context.console(), description);
            return listing.write(out).code();
        }
    }

    private LogQuery query(Instant now) {
        Arguments.tableName("TABLE", table);
        if (last != null && (last < 1 || last > LogQuery.MOST_LATEST)) {
            throw CommandFailure.usage(
                    "--last",
                    Integer.toString(last),
                    "is out of range",
                    "give 1 to " + LogQuery.MOST_LATEST + ", or a window with --from and --to: it has no limit");
        }
        Instant start = from == null ? null : Arguments.pastInstant("--from", from, now);
        Instant end = to == null ? null : Arguments.pastInstant("--to", to, now);
        if (start != null && from != null && !start.isBefore(end == null ? now : end)) {
            throw CommandFailure.usage("--from", from, "is not before --to", "give the earlier instant first");
        }
        return new LogQuery(table, last, key == null ? null : KeyArgument.read("--key", key), new Window(start, end));
    }
}
