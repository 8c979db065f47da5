package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.command.OpenDrillSite.OwnFolder;
import dev.dynamorecovery.lab.drill.DrillFailed;
import dev.dynamorecovery.lab.drill.audit.AuditDrill;
import dev.dynamorecovery.lab.drill.audit.AuditDrillResult;
import dev.dynamorecovery.lab.drill.audit.AuditSite;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recovery drill audit}: takes a table's protection away in the lab, and sees each piece found and mended. */
@Command(
        name = "audit",
        header = "Take a table's protection away in the lab, and see each piece found, reported and mended.",
        description = {
            "%nStarts a lab of two Regions with the stack in it, and breaks the protection of orders in a dozen ways, each"
                    + " with the call that a person would make. Nobody asks for an audit: the event of the call has to bring"
                    + " the finding into Security Hub, and the mending has to resolve it. Exits 0 only if each was found and"
                    + " resolved.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./recovery drill audit", "  ./recovery drill audit --output json"})
final class AuditDrillCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private OutputOptions output = new OutputOptions();

    AuditDrillCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = context.console();
        StatusLine status = output.isJson()
                ? new StatusLine(console, console.err(), false)
                : new StatusLine(console, console.out(), console.outIsTerminal());
        DrillView view = new DrillView(console, status, context.clock());
        Instant startedAt = context.clock().instant();
        view.phaseStarted("Start a lab of two Regions");
        Farewell farewell = new Farewell(() -> {
            view.end();
            console.note("Interrupted; the drill's lab is gone, and all it held with it.");
        });
        try (OwnFolder folder = OwnFolder.create();
                AuditSite site = AuditSite.open(context.home(), folder.path())) {
            view.phaseFinished(site.lab().endpoint().toString());
            AuditDrillResult result = new AuditDrill(site, view, context.clock(), context.pause()).run(startedAt);
            return tell(result).code();
        } catch (DrillFailed failed) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(failed.getMessage()), List.of(), failed);
        } finally {
            farewell.cancel();
            view.clear();
        }
    }

    private ExitCode tell(AuditDrillResult result) {
        ExitCode exitCode = AuditDrillReport.exitCode(result);
        if (output.isJson()) {
            context.console().line(Json.pretty(AuditDrillReport.json(result, exitCode)));
        } else {
            AuditDrillReport.text(result, context.console()).forEach(context.console()::line);
        }
        return exitCode;
    }
}
