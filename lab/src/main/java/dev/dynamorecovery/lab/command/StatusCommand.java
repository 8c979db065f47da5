package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.RecoveryStack;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery status}: tells how an execution stands. */
@Command(
        name = "status",
        header = "Show the steps, the verdict and the report of an execution.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery status restore-orders-6f1d0c5e9a7b4d328c1e5f60a7b8c9d0",
            "  ./recovery status restore-orders-6f1d0c5e9a7b4d328c1e5f60a7b8c9d0 --lab --follow"
        })
final class StatusCommand implements Callable<Integer> {

    private static final Pattern EXECUTION = Pattern.compile(
            "[\\w.-]{1,80}|arn:[a-z-]+:states:[a-z0-9-]+:\\d{12}:execution:[\\w.-]{1,80}:[\\w.-]{1,80}");

    private final CommandContext context;

    @Parameters(
            index = "0",
            paramLabel = "EXECUTION",
            description = "The execution's name, as restore and baseline print it, or its ARN.")
    private String execution = "";

    @Option(names = "--follow", description = "Wait for its end, showing each step; the exit code tells the verdict.")
    private boolean follow;

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    StatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!EXECUTION.matcher(execution).matches()) {
            throw CommandFailure.usage(
                    "EXECUTION",
                    execution,
                    "is neither an execution's name nor its ARN",
                    "give the name that ./recovery restore printed");
        }
        StackCommand command = new StackCommand(context, targetOptions, output);
        try (RecoveryStack stack = command.connect()) {
            ExecutionSnapshot found = StackCommand.require(stack, execution);
            String prefix = found.name().substring(0, found.name().lastIndexOf('-') + 1);
            return command.show(stack, found.arn(), prefix, follow, true).code();
        }
    }
}
