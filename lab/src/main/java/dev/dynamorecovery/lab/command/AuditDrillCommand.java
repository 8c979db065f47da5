package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.drill.audit.AuditDrill;
import dev.dynamorecovery.lab.drill.audit.AuditDrillResult;
import dev.dynamorecovery.lab.drill.audit.AuditSite;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
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
        return new OwnLabStage(context, output)
                .run(
                        "Start a lab of two Regions",
                        AuditSite::open,
                        site -> site.lab().endpoint().toString(),
                        (site, view, startedAt) ->
                                tell(new AuditDrill(site, view, context.clock(), context.pause()).run(startedAt)));
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
