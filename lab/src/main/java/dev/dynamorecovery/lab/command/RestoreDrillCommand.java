package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.drill.DrillResult;
import dev.dynamorecovery.lab.drill.DrillSettings;
import dev.dynamorecovery.lab.drill.DrillSite;
import dev.dynamorecovery.lab.drill.DrilledRestore;
import dev.dynamorecovery.lab.drill.RestoreDrill;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recovery drill restore}: corrupts a table in the lab, restores it, and judges what came back. */
@Command(
        name = "restore",
        header = "Corrupt a table in the lab, restore it, and prove what came back.",
        description = {
            "%nSeeds users, orders and transactions, lets an application work on them, and takes one baseline. Then the"
                    + " application does not stop any more: orders are restored to an instant drawn by lot, and proven by"
                    + " the baseline and the change log; a faulty release corrupts orders (overwrites, deletes, items"
                    + " brought back from the dead); they are restored to a later instant, proven by the first copy,"
                    + " which has become a baseline, and the log since. Both verdicts are checked against a model of the"
                    + " drill's own. It speaks to a lab only, never to AWS. Exits 0 only if both are Consistent, the"
                    + " plan's objectives were met and the model agrees.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery drill restore",
            "  ./recovery drill restore --seed 7 --items 100000 --keep",
            "  ./recovery drill restore --inject-fault         the restore comes back wrong: exits 4",
            "  ./recovery drill restore --lab --output json    in the lab that './recovery lab' is running"
        })
final class RestoreDrillCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private DrillOptions options = new DrillOptions();

    @Option(
            names = "--inject-fault",
            description = "Spoil one item of the second restored table before it is verified: the verdict has to be"
                    + " Inconsistent. Not with --lab.")
    private boolean injectFault;

    RestoreDrillCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DrillSettings settings = DrillSettings.of(options.seed(), options.items());
        if (injectFault && options.isInRunningLab()) {
            throw CommandFailure.usage(
                    "--inject-fault",
                    "--lab",
                    "cannot go together",
                    "leave --lab out: a fault is injected into a lab of the drill's own");
        }
        return new DrillStage(context, options)
                .run(injectFault, (site, view, startedAt) -> drill(settings, site, view, startedAt));
    }

    private ExitCode drill(DrillSettings settings, DrillSite site, DrillView view, Instant startedAt)
            throws InterruptedException {
        Console console = context.console();
        DrillResult result = new RestoreDrill(site, settings, view, context.clock(), context.pause()).run(startedAt);
        ExitCode exitCode = DrillReport.exitCode(result);
        if (options.isJson()) {
            console.line(Json.pretty(DrillReport.json(result, exitCode)));
        } else {
            DrillReport.text(result, console).forEach(console::line);
        }
        if (!options.isKept()) {
            for (DrilledRestore restore : result.restores()) {
                new CopyCleanup(site.dynamoDb(), context.pause()).remove(restore.outcome());
            }
        }
        return exitCode;
    }
}
