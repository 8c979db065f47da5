package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.drill.failover.FailoverDrill;
import dev.dynamorecovery.lab.drill.failover.FailoverDrillResult;
import dev.dynamorecovery.lab.drill.failover.FailoverDrillSettings;
import dev.dynamorecovery.lab.drill.failover.FailoverSite;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recovery drill failover}: takes a Region away from an application's users in the lab, and counts what it costs. */
@Command(
        name = "failover",
        header = "Take a Region away in the lab, watch the failover, count what it cost, and go back.",
        description = {
            "%nStarts a lab of three Regions, an application in two of them and users that write through its name. Then"
                    + " the primary goes dark, and every control plane with it. Nobody does anything: the drill shows the"
                    + " timeline, the time without success as the users saw it, and counts the acknowledged writes that"
                    + " are not there. Then the Region comes back, and the group fails back to it. It takes about three"
                    + " minutes, for nothing is shortened.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./recovery drill failover", "  ./recovery drill failover --output json"})
final class FailoverDrillCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "The same seed makes the same users (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Mixin
    private OutputOptions output = new OutputOptions();

    FailoverDrillCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return new OwnLabStage(context, output)
                .run(
                        "Start a lab of three Regions",
                        FailoverSite::open,
                        site -> site.lab().endpoint() + ", names at 127.0.0.1 port "
                                + site.lab().names().nameServer().getPort(),
                        (site, view, startedAt) -> tell(new FailoverDrill(
                                        site, FailoverDrillSettings.of(seed), view, context.clock(), context.pause())
                                .run(startedAt)));
    }

    private ExitCode tell(FailoverDrillResult result) {
        ExitCode exitCode = FailoverDrillReport.exitCode(result);
        if (output.isJson()) {
            context.console().line(Json.pretty(FailoverDrillReport.json(result, exitCode)));
        } else {
            FailoverDrillReport.text(result, context.console()).forEach(context.console()::line);
        }
        return exitCode;
    }
}
