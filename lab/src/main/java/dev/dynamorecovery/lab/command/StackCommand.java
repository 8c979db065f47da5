package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.execution.ExecutionFollower;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.RecoveryRequest;
import dev.dynamorecovery.lab.execution.RecoveryStack;
import dev.dynamorecovery.lab.execution.Refusal;
import dev.dynamorecovery.lab.execution.RemainingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the commands that speak to a deployed stack have in common: find it, start or find an execution, tell of it. */
final class StackCommand {

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final CommandContext context;
    private final TargetOptions target;
    private final OutputOptions output;

    StackCommand(CommandContext context, TargetOptions target, OutputOptions output) {
        this.context = context;
        this.target = target;
        this.output = output;
    }

    Console console() {
        return context.console();
    }

    RecoveryStack connect() {
        RecoveryStack stack = context.stacks().find(target);
        console().note(console().styled(Style.QUIET, "→ " + stack.description()));
        return stack;
    }

    /** Starts a request, or finds it running or done, and answers. */
    ExitCode run(RecoveryStack stack, RecoveryRequest request, boolean follow) throws InterruptedException {
        String name = request.executionName();
        RecoveryStack.Started started = stack.start(name, request.inputJson());
        if (started.alreadyExisted()) {
            console()
                    .note("This request was made before and is one execution: " + name
                            + ". To run it once more, add --again.");
        } else {
            console().note("Started " + name);
        }
        ExitCode exitCode =
                show(stack, started.executionArn(), request.executionNamePrefix(), follow, started.alreadyExisted());
        // Whoever did not ask to wait for the verdict asked for the request to be taken, and it was.
        return exitCode == ExitCode.RUNNING ? ExitCode.OK : exitCode;
    }

    /** Tells of an execution, waiting for its end if asked. */
    ExitCode show(RecoveryStack stack, String executionArn, String namePrefix, boolean follow, boolean alreadyExisted)
            throws InterruptedException {
        ExecutionSnapshot execution = follow ? follow(stack, executionArn, namePrefix) : require(stack, executionArn);
        List<ExecutionStep> steps = ExecutionStep.of(stack.history(executionArn));
        Instant now = context.clock().instant();
        Optional<Duration> remaining = execution.status().isOver()
                ? Optional.empty()
                : RemainingTime.estimate(
                        stack.earlierDurations(namePrefix), Duration.between(execution.startedAt(), now));
        ExecutionView view = new ExecutionView(stack.description(), alreadyExisted, execution, steps, remaining);
        ExitCode exitCode = ExitCode.of(view.outcome());
        if (output.isJson()) {
            console().line(Json.pretty(view.toJson(exitCode)));
        } else {
            ExecutionText text = new ExecutionText(console(), followCommand(execution.name()), target.typed());
            console().line(console().styled(Style.STRONG, execution.name()) + "  " + execution.status());
            text.steps(steps).forEach(console()::line);
            text.outcome(view, now).forEach(console()::line);
        }
        return exitCode;
    }

    /** The execution, or the refusal that tells an operator why there is none. */
    static ExecutionSnapshot require(RecoveryStack stack, String nameOrArn) {
        return stack.describe(nameOrArn)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.REFUSED,
                        "there is no execution '" + nameOrArn + "' in " + stack.description(),
                        List.of(new Refusal(
                                "UnknownExecution",
                                "EXECUTION",
                                nameOrArn,
                                "check the name and the target; executions are kept for 90 days after their end")),
                        null));
    }

    private String followCommand(String name) {
        return "./recovery status " + name + target.typed() + " --follow";
    }

    private ExecutionSnapshot follow(RecoveryStack stack, String executionArn, String namePrefix)
            throws InterruptedException {
        String name = executionArn.substring(executionArn.lastIndexOf(':') + 1);
        Farewell farewell = new Farewell(() -> {
            console().note("");
            console().note("Interrupted; the execution goes on. Come back to it: " + followCommand(name));
        });
        try {
            // In JSON mode stdout is kept for the one document.
            StatusLine status = output.isJson()
                    ? new StatusLine(console(), console().err(), false)
                    : new StatusLine(console(), console().out(), console().outIsTerminal());
            return new ExecutionFollower(stack, context.clock(), context.pause(), LOOK_INTERVAL)
                    .follow(executionArn, namePrefix, new FollowView(status, context.clock()));
        } finally {
            farewell.cancel();
        }
    }
}
