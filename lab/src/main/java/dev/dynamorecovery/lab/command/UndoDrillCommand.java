package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.drill.DrillSettings;
import dev.dynamorecovery.lab.drill.DrillSite;
import dev.dynamorecovery.lab.drill.UndoDrill;
import dev.dynamorecovery.lab.drill.UndoDrillResult;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recovery drill undo}: has a bad writer corrupt a live table in the lab, and takes its changes out again. */
@Command(
        name = "undo",
        header = "Corrupt a live table in the lab, and take just these changes out again.",
        description = {
            "%nSeeds users, orders and transactions and lets an application work on them; among its changes a faulty"
                    + " release changes orders and brings others back from the dead. Then the faulty release's changes"
                    + " are listed and undone, and the table is compared, item by item, with a model that the"
                    + " application's changes alone have made. It speaks to a lab only, never to AWS. Exits 0 only if"
                    + " exactly the bad changes are gone, within the plan's RTO.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery drill undo",
            "  ./recovery drill undo --seed 7 --items 100000",
            "  ./recovery drill undo --lab --output json    in the lab that './recovery lab' is running"
        })
final class UndoDrillCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private DrillOptions options = new DrillOptions();

    UndoDrillCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DrillSettings settings = DrillSettings.ofUndo(options.seed(), options.items());
        return new DrillStage(context, options)
                .run(false, (site, view, startedAt) -> drill(settings, site, view, startedAt));
    }

    private ExitCode drill(DrillSettings settings, DrillSite site, DrillView view, Instant startedAt)
            throws InterruptedException {
        Console console = context.console();
        UndoDrillResult result = new UndoDrill(site, settings, view, context.clock(), context.pause()).run(startedAt);
        ExitCode exitCode = UndoDrillReport.exitCode(result);
        if (options.isJson()) {
            console.line(Json.pretty(UndoDrillReport.json(result, exitCode)));
        } else {
            UndoDrillReport.text(result, console).forEach(console::line);
        }
        return exitCode;
    }
}
