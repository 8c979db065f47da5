package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.execution.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery ack}: a person has looked, and automation may act again. */
@Command(
        name = "ack",
        header = "Say that you have looked at the last failover: automation may act on the group again.",
        description = {
            "%nUntil then no machine moves the group again, however bad things look: a second failover in the middle of"
                    + " the first is how data is lost. The fenced Region stays fenced.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./recovery ack users --by ada@example.com"})
final class AcknowledgeCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "GROUP", description = "The failover group: its plan's name.")
    private String group = "";

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "You; it stays in the history.")
    private String by = "";

    @Mixin
    private GroupOptions options = new GroupOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    AcknowledgeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        RecoveryPlan plan = GroupArguments.plan(group);
        GroupArguments.person("--by", by);
        JsonNode answer = new GroupCall(context, options)
                .first(
                        options.regions(GroupArguments.regions(plan)),
                        stack -> stack.ask(
                                GroupStack.Function.CONTROLLER,
                                Json.object()
                                        .put("step", "Acknowledge")
                                        .put("group", plan.name())
                                        .put("by", by)));
        boolean done = answer.path("answer").asText().equals("Done");
        ExitCode exitCode = done ? ExitCode.OK : ExitCode.REFUSED;
        Console console = context.console();
        if (output.isJson()) {
            console.line(Json.pretty(Json.object()
                    .put("group", plan.name())
                    .put("acknowledged", done)
                    .put("reason", answer.path("reason").asText())
                    .put("exitCode", exitCode.code())));
        } else if (done) {
            console.line(console.styled(Style.GOOD, "✓ Acknowledged") + " by " + by + ": automation may act on "
                    + plan.name() + " again");
            console.line("  what is left to do: ./recovery status " + plan.name()
                    + options.target().typed());
        } else {
            console.line(console.styled(Style.BAD, "✗ Not acknowledged: ")
                    + answer.path("reason").asText());
        }
        return exitCode.code();
    }
}
