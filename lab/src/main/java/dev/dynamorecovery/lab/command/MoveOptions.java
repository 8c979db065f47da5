package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which group moves where, and how the move is followed: the same for a failover and for a failback. */
final class MoveOptions {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The failover group: its plan's name.")
    private String group = "";

    @Option(names = "--to", paramLabel = "REGION", required = true, description = "The Region that is to serve.")
    private String to = "";

    @Option(names = "--detach", description = "Do not wait for the end.")
    private boolean detach;

    @Mixin
    private GroupOptions options = new GroupOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    RecoveryPlan plan() {
        return GroupArguments.plan(group);
    }

    /** The Region that is to serve, if the plan allows it. */
    String target(RecoveryPlan plan) {
        return GroupArguments.target(plan, "--to", to);
    }

    GroupOptions options() {
        return options;
    }

    OutputOptions output() {
        return output;
    }

    MoveText text(Console console, RecoveryPlan plan) {
        return new MoveText(console, plan.name(), options.target().typed());
    }

    /**
     * Shows the move until its end, unless nobody waits for it.
     *
     * @param regions the one first whose stack runs the execution
     * @return the exit code
     */
    int follow(CommandContext context, GroupCall call, List<String> regions, RecoveryPlan plan, String executionArn)
            throws InterruptedException {
        return new MoveFollower(context, call, regions, text(context.console(), plan), output)
                .run(plan.name(), executionArn, detach)
                .code();
    }
}
