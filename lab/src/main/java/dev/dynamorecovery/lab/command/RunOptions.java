package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.RecoveryRequest;
import dev.dynamorecovery.lab.execution.RecoveryStack;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a request is run: by which stack, once or once more, waited for or not, and answered in which form. */
final class RunOptions {

    @Option(names = "--follow", description = "Wait for the end, showing each step; the exit code tells it.")
    private boolean follow;

    @ArgGroup(exclusive = true)
    private @Nullable Repeat repeat;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** What tells this run from others of the same request; null where they are one. */
    @Nullable
    String requestId(Instant now) {
        return repeat == null ? null : repeat.requestId(now);
    }

    /** Runs the request and answers the exit code. */
    int run(CommandContext context, RecoveryRequest request) throws InterruptedException {
        return run(context, request, stack -> {});
    }

    /** As {@link #run(CommandContext, RecoveryRequest)}, once {@code connected} was told which stack it is. */
    int run(CommandContext context, RecoveryRequest request, Connected connected) throws InterruptedException {
        StackCommand command = new StackCommand(context, target, output);
        try (RecoveryStack stack = command.connect()) {
            connected.to(stack);
            return command.run(stack, request, follow).code();
        }
    }

    /** Told of the stack before the request is made. */
    @FunctionalInterface
    interface Connected {
        void to(RecoveryStack stack);
    }
}
