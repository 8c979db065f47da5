package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionFollower;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import dev.dynamorecovery.lab.execution.Pause;
import dev.dynamorecovery.lab.execution.RecoveryRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The shipped machines as a drill asks them: as an operator does, waiting for the end. */
final class DrillExecutions {

    /** How long a drill waits between two looks at anything. */
    static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final DrillSite site;
    private final DrillListener listener;
    private final Clock clock;
    private final Pause pause;

    DrillExecutions(DrillSite site, DrillListener listener, Clock clock, Pause pause) {
        this.site = site;
        this.listener = listener;
        this.clock = clock;
        this.pause = pause;
    }

    ExecutionSnapshot follow(RecoveryRequest request) throws InterruptedException {
        String arn =
                site.stack().start(request.executionName(), request.inputJson()).executionArn();
        return new ExecutionFollower(site.stack(), clock, pause, LOOK_INTERVAL)
                .follow(
                        arn,
                        request.executionNamePrefix(),
                        (execution, steps, remaining) -> listener.executionProgressed(steps, remaining));
    }

    List<ExecutionStep> steps(ExecutionSnapshot execution) {
        return ExecutionStep.of(site.stack().history(execution.arn()));
    }
}
