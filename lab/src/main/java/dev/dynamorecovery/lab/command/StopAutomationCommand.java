package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery stop-automation}: one item in the control table stops all automation, of every group. */
@Command(
        name = "stop-automation",
        header = "Stop all automatic failovers, of every group, until somebody lets them go on.",
        description = {
            "%nA move that a machine has begun is given back, unless its target serves already. People can still move"
                    + " groups. It takes one write to the control table, in any Region that answers.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery stop-automation users --reason 'network works tonight' --by ada@example.com",
            "  ./recovery stop-automation users --release --by ada@example.com"
        })
final class StopAutomationCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            index = "0",
            paramLabel = "GROUP",
            arity = "0..1",
            defaultValue = "users",
            description = "A group whose plan names the Regions to ask (default: ${DEFAULT-VALUE}); the stop counts for"
                    + " all groups.")
    private String group = "users";

    @ArgGroup(multiplicity = "1")
    private Deed deed = new Deed();

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "You; it is shown to everybody.")
    private String by = "";

    @Mixin
    private GroupOptions options = new GroupOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    StopAutomationCommand(CommandContext context) {
        this.context = context;
    }

    /** Either stop, or let go on. */
    static final class Deed {

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                description = "Why; it is shown to everybody.")
        private @Nullable String reason;

        @Option(names = "--release", required = true, description = "Let automation act again.")
        private boolean release;
    }

    @Override
    public Integer call() {
        GroupArguments.person("--by", by);
        @Nullable String reason = deed.reason;
        if (reason != null) {
            GroupArguments.reason("--reason", reason);
        }
        List<String> regions = options.regions(GroupArguments.regions(GroupArguments.plan(group)));
        Instant now = context.clock().instant();
        Optional<KillSwitch.Stop> stop = new GroupCall(context, options).first(regions, stack -> {
            KillSwitch killSwitch = stack.killSwitch();
            if (deed.release) {
                killSwitch.release();
            } else if (reason != null) {
                killSwitch.stop(new KillSwitch.Stop(by, reason, now));
            }
            return killSwitch.stopped();
        });
        Console console = context.console();
        if (output.isJson()) {
            console.line(Json.pretty(Json.object()
                    .put("automationStopped", stop.isPresent())
                    .put("by", stop.map(KillSwitch.Stop::by).orElse(null))
                    .put("reason", stop.map(KillSwitch.Stop::reason).orElse(null))
                    .put("at", stop.map(found -> found.at().toString()).orElse(null))
                    .put("exitCode", ExitCode.OK.code())));
        } else {
            console.line(stop.map(found -> console.styled(Style.DOUBTFUL, "▸ All automation is stopped") + " by "
                            + found.by() + " since " + found.at() + ": " + found.reason())
                    .orElseGet(() -> console.styled(Style.GOOD, "✓ Automation may act again") + ", released by " + by));
        }
        return ExitCode.OK.code();
    }
}
