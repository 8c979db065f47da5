package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.lab.execution.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recovery failback}: moves a group while both Regions are well, and loses nothing. */
@Command(
        name = "failback",
        header = "Move a failover group back, or anywhere else its plan allows, without losing a write.",
        description = {
            "%nWrites stop while what is under way arrives and both Regions are compared item by item, which takes as"
                    + " long as reading the tables does. The group moves only if they are equal; else the serving Region"
                    + " serves on.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery failback users --to us-east-1 --by ada@example.com --dry-run",
            "  ./recovery failback users --to us-east-1 --by ada@example.com"
        })
final class FailbackCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "You; it stays in the history.")
    private String by = "";

    @Option(names = "--dry-run", description = "Look whether the move could be made, and change nothing.")
    private boolean dryRun;

    @Mixin
    private MoveOptions move = new MoveOptions();

    FailbackCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        RecoveryPlan plan = move.plan();
        String target = move.target(plan);
        ObjectNode request = Json.object()
                .put("group", plan.name())
                .put("target", target)
                .put("by", GroupArguments.person("--by", by))
                .put("dryRun", dryRun);
        String name =
                plan.name() + "-back-" + Arguments.requestId(context.clock().instant());
        @Nullable String asked = move.options().target().region();
        List<String> regions = List.of(asked == null ? target : asked);
        GroupCall call = new GroupCall(context, move.options());
        String arn = call.first(regions, stack -> stack.startPlannedMove(name, Json.compact(request)));
        context.console().note("Started " + name);
        return move.follow(context, call, regions, plan, arn);
    }
}
