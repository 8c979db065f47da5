package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.ChosenChanges;
import dev.dynamorecovery.lab.execution.RecoveryRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery roll-forward}: asks the replay machine to bring a restored copy up to now. */
@Command(
        name = "roll-forward",
        header = "Bring a restored copy of a table up to now, by the change log.",
        description = {
            "%nOnly a copy that ./recovery restore made of this very table is written, item by item, each on the"
                    + " condition that it is in a state of its own history: killed and asked again (--again), it ends"
                    + " in the same table. Then the copy is compared with the live table.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery roll-forward orders --copy orders-before-release --follow",
            "  ./recovery roll-forward orders --copy orders-before-release \\",
            "      --without-writer release-42 --dry-run --follow",
            "  ./recovery roll-forward orders --copy orders-restored --output json \\",
            "      --without-key userId=u-17,orderId=o-3 \\",
            "      --without-between 2026-03-01T10:40:00Z 2026-03-01T10:45:00Z"
        })
final class RollForwardCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The live table, whose changes are replayed.")
    private String table = "";

    @Option(
            names = "--copy",
            paramLabel = "NAME",
            required = true,
            description = "The restored copy that is brought up to now.")
    private String copy = "";

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "The instant whose state the copy holds (default: as DynamoDB knows it).")
    private @Nullable String from;

    @Option(
            names = "--without-writer",
            paramLabel = "NAME",
            description = "Leave out what this writer wrote, by the attribute that the plan names. Of several"
                    + " --without… options, only changes that fit all of them are left out.")
    private @Nullable String withoutWriter;

    @Option(
            names = "--without-key",
            paramLabel = "KEY",
            description = "Leave out changes of this item, such as userId=u-17,orderId=o-3; may be repeated.")
    private List<String> withoutKeys = new ArrayList<>();

    @Option(
            names = "--without-between",
            arity = "2",
            paramLabel = "INSTANT",
            description = "Leave out changes from the first instant until before the second.")
    private List<String> withoutBetween = new ArrayList<>();

    @Option(names = "--dry-run", description = "List what would be written; write nothing.")
    private boolean dryRun;

    @Option(
            names = "--accept-gaps",
            description = "Go on where the change log does not know every change; the report names the gaps.")
    private boolean acceptGaps;

    @Option(names = "--no-verify", description = "Do not compare the copy with the live table afterwards.")
    private boolean noVerify;

    @Option(names = "--reveal-values", description = "Put values into the report (default: names of attributes only).")
    private boolean revealValues;

    @Mixin
    private RunOptions run = new RunOptions();

    RollForwardCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        return run.run(context, request(context.clock().instant()));
    }

    private RecoveryRequest request(Instant now) {
        Arguments.tableName("TABLE", table);
        Arguments.tableName("--copy", copy);
        if (copy.equals(table)) {
            throw CommandFailure.usage(
                    "--copy",
                    copy,
                    "is the live table itself",
                    "name the copy that ./recovery restore " + table + " made; to change the live table, see"
                            + " ./recovery undo");
        }
        if (withoutBetween.size() > 2) {
            throw CommandFailure.usage(
                    "--without-between",
                    String.join(" ", withoutBetween),
                    "is given more than once",
                    "give one window; roll forward without the other on another copy, or take it out by ./recovery undo"
                            + " once the copy is live");
        }
        @Nullable
        Instant leftOutFrom = withoutBetween.isEmpty()
                ? null
                : Arguments.restoreInstant("--without-between", withoutBetween.getFirst(), now);
        @Nullable
        Instant leftOutUntil = withoutBetween.isEmpty()
                ? null
                : Arguments.restoreInstant("--without-between", withoutBetween.getLast(), now);
        if (leftOutFrom != null && leftOutUntil != null && !leftOutFrom.isBefore(leftOutUntil)) {
            throw CommandFailure.usage(
                    "--without-between",
                    String.join(" ", withoutBetween),
                    "ends before it begins",
                    "give the earlier instant first");
        }
        return new RecoveryRequest.RollForward(
                table,
                copy,
                from == null ? null : Arguments.restoreInstant("--from", from, now),
                new ChosenChanges(
                        withoutKeys.stream()
                                .map(key ->
                                        KeyArgument.read("--without-key", key).values())
                                .toList(),
                        leftOutFrom,
                        leftOutUntil,
                        withoutWriter),
                dryRun,
                acceptGaps,
                revealValues,
                !noVerify,
                run.requestId(now));
    }
}
