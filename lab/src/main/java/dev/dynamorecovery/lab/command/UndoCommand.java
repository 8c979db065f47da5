package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.ChosenChanges;
import dev.dynamorecovery.lab.execution.RecoveryRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery undo}: asks the replay machine to take changes out of a live table. */
@Command(
        name = "undo",
        header = "Take changes out of a live table: list first, then do exactly what was listed.",
        description = {
            "%nWithout --apply nothing is written: the report lists every item and attribute that would be. --apply does"
                    + " what that list says, and nothing else: each value is written only where it still is as the list"
                    + " knew it, so that what was changed since survives.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery undo orders --from 2026-03-01T10:40:00Z --to 2026-03-01T10:45:00Z \\",
            "      --writer release-42 --follow",
            "  ./recovery undo orders --from 2026-03-01T10:40:00Z --to 2026-03-01T10:45:00Z \\",
            "      --key userId=u-17,orderId=o-3 --reveal-values --follow",
            "  ./recovery undo orders --apply undo-orders-6f1d0c5e9a7b4d328c1e5f60a7b8c9d0 --follow"
        })
final class UndoCommand implements Callable<Integer> {

    private static final Pattern EXECUTION = Pattern.compile("undo-[a-zA-Z0-9_.-]{1,75}");

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The live table.")
    private String table = "";

    @ArgGroup(multiplicity = "1")
    private Task task = new Task();

    @Mixin
    private RunOptions run = new RunOptions();

    UndoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Arguments.tableName("TABLE", table);
        Instant now = context.clock().instant();
        return run.run(context, task.request(table, run.requestId(now), now));
    }

    /** Either list, or do what was listed. */
    static final class Task {

        @ArgGroup(exclusive = false, heading = "List what would be changed (changes that fit all that is given):%n")
        private @Nullable Listing listing;

        @Option(
                names = "--apply",
                paramLabel = "EXECUTION",
                required = true,
                description = "Do what this execution has listed.")
        private @Nullable String apply;

        RecoveryRequest request(String table, @Nullable String requestId, Instant now) {
            if (apply != null) {
                if (!EXECUTION.matcher(apply).matches()) {
                    throw CommandFailure.usage(
                            "--apply",
                            apply,
                            "is not the name of an execution of ./recovery undo",
                            "give the name that ./recovery undo " + table + " --from … --to … printed");
                }
                return new RecoveryRequest.ApplyUndo(table, apply, requestId);
            }
            if (listing != null) {
                return listing.request(table, requestId, now);
            }
            throw new IllegalStateException("the parser lets no command line through without a task");
        }
    }

    /** Which changes. */
    static final class Listing {

        @Option(
                names = "--from",
                paramLabel = "INSTANT",
                required = true,
                description = "The first instant whose changes are taken out (ISO 8601 with zone, whole seconds).")
        private String from = "";

        @Option(
                names = "--to",
                paramLabel = "INSTANT",
                required = true,
                description = "The first instant whose changes stay again.")
        private String to = "";

        @Option(
                names = "--writer",
                paramLabel = "NAME",
                description = "Only what this writer wrote, by the attribute that the plan names.")
        private @Nullable String writer;

        @Option(
                names = "--key",
                paramLabel = "KEY",
                description = "Only changes of this item, such as userId=u-17,orderId=o-3; may be repeated.")
        private List<String> keys = new ArrayList<>();

        @Option(
                names = "--accept-gaps",
                description = "Go on where the change log does not know every change; the report names the gaps.")
        private boolean acceptGaps;

        @Option(
                names = "--reveal-values",
                description = "Put values into the report (default: names of attributes only).")
        private boolean revealValues;

        RecoveryRequest request(String table, @Nullable String requestId, Instant now) {
            Instant first = Arguments.restoreInstant("--from", from, now);
            Instant last = Arguments.restoreInstant("--to", to, now);
            if (!first.isBefore(last)) {
                throw CommandFailure.usage("--to", to, "is not after --from", "give a later instant than " + first);
            }
            return new RecoveryRequest.ProposeUndo(
                    table,
                    new ChosenChanges(
                            keys.stream()
                                    .map(key -> KeyArgument.read("--key", key).values())
                                    .toList(),
                            first,
                            last,
                            writer),
                    acceptGaps,
                    revealValues,
                    requestId);
        }
    }
}
