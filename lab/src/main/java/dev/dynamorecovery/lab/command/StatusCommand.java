package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.RecoveryStack;
import dev.dynamorecovery.lab.execution.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery status}: tells how an execution or a failover group stands. */
@Command(
        name = "status",
        header = "Show how a failover group stands, or the steps, the verdict and the report of an execution.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery status users",
            "  ./recovery status restore-orders-6f1d0c5e9a7b4d328c1e5f60a7b8c9d0",
            "  ./recovery status restore-orders-6f1d0c5e9a7b4d328c1e5f60a7b8c9d0 --lab --follow"
        })
final class StatusCommand implements Callable<Integer> {

    private static final Pattern EXECUTION = Pattern.compile(
            "[\\w.-]{1,80}|arn:[a-z-]+:states:[a-z0-9-]+:\\d{12}:execution:[\\w.-]{1,80}:[\\w.-]{1,80}");

    private final CommandContext context;

    @Parameters(
            index = "0",
            paramLabel = "GROUP or EXECUTION",
            description = "The failover group, or the execution's name, as restore and baseline print it, or its ARN.")
    private String subject = "";

    @Option(names = "--follow", description = "Wait for its end, showing each step; the exit code tells the verdict.")
    private boolean follow;

    @Mixin
    private GroupOptions options = new GroupOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    StatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!EXECUTION.matcher(subject).matches()) {
            throw CommandFailure.usage(
                    "GROUP or EXECUTION",
                    subject,
                    "is neither a group nor an execution's name or ARN",
                    "give the name of a recovery plan, or the name that ./recovery restore printed");
        }
        Optional<RecoveryPlan> plan = GroupArguments.find(subject);
        return plan.isPresent() ? ofGroup(plan.get()) : ofExecution();
    }

    private int ofGroup(RecoveryPlan plan) {
        if (follow) {
            throw CommandFailure.usage(
                    "--follow", plan.name(), "is a group, which has no end", "leave --follow out, and ask again");
        }
        GroupView view = new GroupCall(context, options)
                .first(
                        options.regions(GroupArguments.regions(plan)),
                        stack -> GroupView.read(plan, stack, context.clock().instant()))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.REFUSED,
                        "nobody has put '" + plan.name() + "' under the suite's control yet",
                        List.of(new Refusal(
                                "NotEnrolled",
                                "GROUP",
                                plan.name(),
                                "the observer of the primary Region enrols the groups of the parameter FailoverGroups"
                                        + " within a minute")),
                        null));
        ExitCode exitCode = view.exitCode();
        if (output.isJson()) {
            context.console().line(Json.pretty(GroupJson.of(view, exitCode)));
        } else {
            new GroupText(context.console()).lines(view).forEach(context.console()::line);
        }
        return exitCode.code();
    }

    private int ofExecution() throws InterruptedException {
        StackCommand command = new StackCommand(context, options.target(), output);
        try (RecoveryStack stack = command.connect()) {
            ExecutionSnapshot found = StackCommand.require(stack, subject);
            String prefix = found.name().substring(0, found.name().lastIndexOf('-') + 1);
            return command.show(stack, found.arn(), prefix, follow, true).code();
        }
    }
}
