package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Shows a move as the group's history has it, which any Region tells, until its execution has ended. */
final class MoveFollower {

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final CommandContext context;
    private final GroupCall call;
    private final List<String> regions;
    private final MoveText text;
    private final OutputOptions output;

    /** @param regions the one first whose stack runs the execution */
    MoveFollower(CommandContext context, GroupCall call, List<String> regions, MoveText text, OutputOptions output) {
        this.context = context;
        this.call = call;
        this.regions = regions;
        this.text = text;
        this.output = output;
    }

    ExitCode run(String group, String executionArn, boolean detach) throws InterruptedException {
        if (detach) {
            if (output.isJson()) {
                context.console()
                        .line(Json.pretty(
                                Json.object().put("executionArn", executionArn).put("exitCode", ExitCode.OK.code())));
            } else {
                context.console().line(text.underWay());
            }
            return ExitCode.OK;
        }
        Farewell farewell = new Farewell(() -> {
            context.console().note("");
            context.console().note("Interrupted; the move goes on. " + text.underWay());
        });
        try {
            return follow(group, executionArn);
        } finally {
            farewell.cancel();
        }
    }

    private ExitCode follow(String group, String executionArn) throws InterruptedException {
        StatusLine status = output.isJson()
                ? new StatusLine(context.console(), context.console().err(), false)
                : new StatusLine(
                        context.console(),
                        context.console().out(),
                        context.console().outIsTerminal());
        String region = executionArn.split(":", 5)[3];
        List<String> there = regions.contains(region) ? List.of(region) : regions;
        long shown = -1;
        try (GroupStack stack = call.open(there.getFirst())) {
            while (true) {
                ExecutionSnapshot execution = stack.execution(executionArn).orElseThrow(() -> gone(executionArn));
                Optional<Timeline> timeline = stack.records()
                        .read(group)
                        .map(record -> stack.records().timeline(group));
                for (TimelineEntry entry : timeline.map(Timeline::entries).orElse(List.of())) {
                    if (entry.revision() > shown
                            && !entry.at().isBefore(execution.startedAt().minusSeconds(1))) {
                        status.print(text.entry(entry));
                        shown = entry.revision();
                    }
                }
                if (execution.status().isOver()) {
                    status.clear();
                    MoveOutcome outcome = MoveOutcome.of(execution);
                    if (output.isJson()) {
                        context.console().line(Json.pretty(outcome.json()));
                    } else {
                        text.ended(outcome).forEach(context.console()::line);
                    }
                    return outcome.exitCode();
                }
                status.show("▸ under way for "
                        + Durations.text(Duration.between(
                                execution.startedAt(), context.clock().instant())));
                context.pause().of(LOOK_INTERVAL);
            }
        }
    }

    private static CommandFailure gone(String executionArn) {
        return new CommandFailure(
                ExitCode.FAILED,
                "the execution is not there any more",
                List.of(new Refusal(
                        "UnknownExecution", "execution", executionArn, "see what came of it: ./recovery status GROUP")),
                null);
    }
}
