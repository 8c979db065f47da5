package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.ExecutionFollower;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Shows an execution as it goes: a line for each step it enters, and on a terminal what it is at. */
final class FollowView implements ExecutionFollower.Listener {

    private final StatusLine status;
    private final Clock clock;
    private final Set<String> announced = new HashSet<>();

    FollowView(StatusLine status, Clock clock) {
        this.status = status;
        this.clock = clock;
    }

    @Override
    public void looked(ExecutionSnapshot execution, List<ExecutionStep> steps, Optional<Duration> remaining) {
        for (ExecutionStep step : steps) {
            if (announced.add(step.state())) {
                Duration since = Duration.between(execution.startedAt(), step.enteredAt());
                status.print(String.format(Locale.ROOT, "  +%-10s %s", Durations.text(since), step.title()));
            }
        }
        if (execution.status().isOver()) {
            status.clear();
            return;
        }
        String current = steps.stream()
                .filter(ExecutionStep::isOpen)
                .reduce((first, second) -> second)
                .map(ExecutionStep::title)
                .orElse(steps.isEmpty() ? "Starting" : "Between steps");
        String left = remaining
                .map(duration -> "about " + Durations.text(duration) + " left")
                .orElse("no earlier run to estimate from");
        status.show("▸ " + current + "  " + Durations.text(Duration.between(execution.startedAt(), clock.instant()))
                + "  (" + left + ")");
    }
}
