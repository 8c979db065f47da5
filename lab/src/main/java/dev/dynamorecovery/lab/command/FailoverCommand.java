package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.lab.execution.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recovery failover}: a person asks for what machines do by themselves. */
@Command(
        name = "failover",
        header = "Move a failover group out of a Region that is down.",
        description = {
            "%nThe same assessment as a machine's is made first. Writes that the old Region has not replicated stay behind;"
                    + " ./recovery lost-writes lists them once it is back. To move while all is well, use ./recovery"
                    + " failback, which loses nothing.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery failover users --to us-east-2 --dry-run",
            "  ./recovery failover users --to us-east-2",
            "  ./recovery failover users --to us-east-2 --override 'provider confirms the outage' --by ada@example.com"
        })
final class FailoverCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--dry-run", description = "Go through every step and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--override",
            paramLabel = "REASON",
            description = "Go over a refusal that people may go over; needs --by, and stays in the history.")
    private @Nullable String override;

    @Option(names = "--by", paramLabel = "NAME", description = "You; it stays in the history.")
    private @Nullable String by;

    @Mixin
    private MoveOptions move = new MoveOptions();

    FailoverCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        RecoveryPlan plan = move.plan();
        String target = move.target(plan);
        ObjectNode request = request(plan, target);
        // The target first: where it does not answer, nothing may move there, and the others say so.
        List<String> regions = new ArrayList<>(move.options().regions(List.of(target)));
        GroupArguments.regions(plan).stream()
                .filter(region -> move.options().target().region() == null && !region.equals(target))
                .forEach(regions::add);
        GroupCall call = new GroupCall(context, move.options());
        JsonNode decision = call.first(regions, stack -> stack.ask(GroupStack.Function.DETECTOR, request));
        MoveText text = move.text(context.console(), plan);
        if (!decision.hasNonNull("executionArn")) {
            if (move.output().isJson()) {
                context.console().line(Json.pretty(((ObjectNode) decision).put("exitCode", ExitCode.REFUSED.code())));
            } else {
                text.notDone(decision).forEach(context.console()::line);
            }
            return ExitCode.REFUSED.code();
        }
        text.decided(decision).forEach(context.console()::note);
        return move.follow(
                context, call, regions, plan, decision.path("executionArn").asText());
    }

    private ObjectNode request(RecoveryPlan plan, String target) {
        ObjectNode request = Json.object()
                .put("request", "Failover")
                .put("group", plan.name())
                .put("target", target)
                .put("dryRun", dryRun);
        if (by != null) {
            request.put("by", GroupArguments.person("--by", by));
        }
        if (override != null) {
            if (by == null) {
                throw CommandFailure.usage(
                        "--override", override, "is nobody's", "add --by NAME: an override has an owner");
            }
            request.putObject("override").put("by", by).put("reason", GroupArguments.reason("--override", override));
        }
        return request;
    }
}
