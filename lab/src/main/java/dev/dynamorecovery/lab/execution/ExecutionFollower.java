package dev.dynamorecovery.lab.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks at an execution until it is over, telling a listener what is new at each look. */
public final class ExecutionFollower {

    private final RecoveryStack stack;
    private final Clock clock;
    private final Pause pause;
    private final Duration interval;

    public ExecutionFollower(RecoveryStack stack, Clock clock, Pause pause, Duration interval) {
        this.stack = stack;
        this.clock = clock;
        this.pause = pause;
        this.interval = interval;
    }

    /** Told at each look; {@code remaining} is empty where earlier runs say nothing about it. */
    @FunctionalInterface
    public interface Listener {
        void looked(ExecutionSnapshot execution, List<ExecutionStep> steps, Optional<Duration> remaining);
    }

    /** The execution once it is over. */
    public ExecutionSnapshot follow(String executionArn, String namePrefix, Listener listener)
            throws InterruptedException {
        List<Duration> earlier = stack.earlierDurations(namePrefix);
        while (true) {
            ExecutionSnapshot execution = stack.describe(executionArn)
                    .orElseThrow(() -> new IllegalStateException(executionArn + " is not there any more"));
            List<ExecutionStep> steps = ExecutionStep.of(stack.history(executionArn));
            Duration elapsed = Duration.between(execution.startedAt(), now(execution));
            listener.looked(
                    execution,
                    steps,
                    execution.status().isOver() ? Optional.empty() : RemainingTime.estimate(earlier, elapsed));
            if (execution.status().isOver()) {
                return execution;
            }
            pause.of(interval);
        }
    }

    private Instant now(ExecutionSnapshot execution) {
        Instant stoppedAt = execution.stoppedAt();
        return stoppedAt == null ? clock.instant() : stoppedAt;
    }
}
