package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.RecoveryRequest;
import dev.dynamorecovery.lab.execution.RestorePoint;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery restore}: asks the restore machine for a table as it was. */
@Command(
        name = "restore",
        header = "Restore a table into a new one and prove what came back.",
        description = {
            "%nThe live table is never touched: the restore goes into a new table. The same request made twice is one"
                    + " execution.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery restore orders --at 2026-03-01T10:40:00Z --incident-at 2026-03-01T10:41:10Z --follow",
            "  ./recovery restore orders --minutes-ago 15 --target orders-before-release",
            "  ./recovery restore orders --backup latest --expect none --discard-copy --output json",
            "  ./recovery restore orders --at latest --expect log --discard-copy --follow",
            "  ./recovery restore orders --lab --at latest --expect live --follow"
        })
final class RestoreCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table to restore.")
    private String table = "";

    @ArgGroup(multiplicity = "1", heading = "Where to go back to (one of):%n")
    private From from = new From();

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "The new table's name (default: made from the table's name and the request).")
    private @Nullable String target;

    @Option(
            names = "--expect",
            paramLabel = "STATE",
            description =
                    "What the restored data is held against: log (what a baseline and the change log say it must be),"
                            + " log:ID (from that baseline on), baseline (the latest), baseline:ID,"
                            + " live (the live table, if nobody writes to it) or none (settings, invariants and references"
                            + " only: the verdict is then at best Unproven). Default: the latest baseline if it speaks for the"
                            + " restore point, else log, where the table has one.")
    private @Nullable String expect;

    @Option(
            names = "--discard-copy",
            description = "Delete the restored table again once it is verified: for rehearsals.")
    private boolean discardCopy;

    @Option(
            names = "--no-baseline",
            description = "Do not keep the copy, once the change log proved it, as the table's next baseline.")
    private boolean leaveNoBaseline;

    @Option(
            names = "--incident-at",
            paramLabel = "INSTANT",
            description = "When the damage began: RTO and RPO are measured from it (default: from the request).")
    private @Nullable String incidentAt;

    @Option(
            names = "--reveal-values",
            description = "Put the differing values into the report (default: names only, values redacted).")
    private boolean revealValues;

    @Mixin
    private RunOptions run = new RunOptions();

    RestoreCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        RecoveryRequest.Restore request = request(context.clock().instant());
        return run.run(
                context,
                request,
                stack -> context.console()
                        .note("Restoring " + request.table() + " to "
                                + request.restorePoint().words()));
    }

    private RecoveryRequest.Restore request(Instant now) {
        Arguments.tableName("TABLE", table);
        if (target != null) {
            Arguments.tableName("--target", target);
            if (target.equals(table)) {
                throw CommandFailure.usage(
                        "--target",
                        target,
                        "is the live table itself",
                        "give a new name: a restore never goes over a live table");
            }
        }
        return new RecoveryRequest.Restore(
                table,
                from.restorePoint(now),
                target,
                expect == null ? null : Arguments.expectedState("--expect", expect),
                !discardCopy,
                !leaveNoBaseline,
                incidentAt == null ? null : Arguments.pastInstant("--incident-at", incidentAt, now),
                revealValues,
                run.requestId(now));
    }

    /** The restore point, given in exactly one way. */
    static final class From {

        @Option(
                names = "--at",
                paramLabel = "INSTANT",
                required = true,
                description = "Point-in-time recovery to this second (ISO 8601 with zone), or 'latest': the latest"
                        + " restorable instant.")
        private @Nullable String at;

        @Option(
                names = "--minutes-ago",
                paramLabel = "N",
                required = true,
                description = "Point-in-time recovery to N minutes before now.")
        private @Nullable Integer minutesAgo;

        @Option(
                names = "--backup",
                paramLabel = "ARN",
                required = true,
                description = "An on-demand backup of this table, or 'latest'.")
        private @Nullable String backup;

        RestorePoint restorePoint(Instant now) {
            if (at != null) {
                return at.equals("latest")
                        ? new RestorePoint.LatestRestorable()
                        : new RestorePoint.AtInstant(Arguments.restoreInstant("--at", at, now));
            }
            if (minutesAgo != null) {
                return new RestorePoint.AtInstant(Arguments.minutesAgo("--minutes-ago", minutesAgo, now));
            }
            if (backup != null) {
                return new RestorePoint.FromBackup(Arguments.backup("--backup", backup));
            }
            throw new IllegalStateException("the parser lets no command line through without a restore point");
        }
    }
}
