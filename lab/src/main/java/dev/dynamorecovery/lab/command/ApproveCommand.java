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

/** {@code recovery approve}: a person's word on a move that waits for it. */
@Command(
        name = "approve",
        header = "Approve or reject a move that waits for a person.",
        description = {
            "%nThe message that asked holds this command with the incident and its one-time code. Nothing happens by"
                    + " opening a link, and no code opens another incident.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery approve users --incident users-3 --code 5f3a… --by ada@example.com",
            "  ./recovery approve users --incident users-3 --code 5f3a… --by ada@example.com --reject"
        })
final class ApproveCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "GROUP", description = "The failover group: its plan's name.")
    private String group = "";

    @Option(
            names = "--incident",
            paramLabel = "INCIDENT",
            required = true,
            description = "The incident that the message names.")
    private String incident = "";

    @Option(names = "--code", paramLabel = "CODE", required = true, description = "The one-time code of the message.")
    private String code = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            required = true,
            description = "You, as the plan names its approvers; it stays in the history.")
    private String by = "";

    @Option(names = "--reject", description = "Say no: the claim is not taken, the serving Region serves on.")
    private boolean reject;

    @Mixin
    private GroupOptions options = new GroupOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ApproveCommand(CommandContext context) {
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
                                GroupStack.Function.APPROVER,
                                Json.object()
                                        .put("request", "Answer")
                                        .put("group", plan.name())
                                        .put("incident", incident)
                                        .put("code", code)
                                        .put("by", by)
                                        .put("approved", !reject)));
        boolean accepted = answer.path("accepted").asBoolean();
        ExitCode exitCode = accepted ? ExitCode.OK : ExitCode.REFUSED;
        Console console = context.console();
        if (output.isJson()) {
            console.line(Json.pretty(Json.object()
                    .put("group", plan.name())
                    .put("incident", incident)
                    .put("approved", !reject)
                    .put("accepted", accepted)
                    .put("reason", answer.path("reason").asText())
                    .put("exitCode", exitCode.code())));
        } else if (accepted) {
            console.line(console.styled(Style.GOOD, reject ? "✓ Rejected " : "✓ Approved ") + incident + " by " + by);
            console.line("  see it go on: ./recovery status " + plan.name()
                    + options.target().typed());
        } else {
            console.line(console.styled(Style.BAD, "✗ The answer does not count: ")
                    + answer.path("reason").asText());
        }
        return exitCode.code();
    }
}
