package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.ExecutionEvent;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStatus;
import dev.dynamorecovery.lab.execution.RecoveryStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stack whose executions end as a test says. */
final class InMemoryRecoveryStack implements RecoveryStack {

    static final String ARN = "arn:aws:states:eu-west-1:123456789012:execution:restore:";

    final Map<String, String> inputsByName = new LinkedHashMap<>();
    final List<Duration> earlier = new ArrayList<>();
    private final Map<String, Instant> startedAt = new LinkedHashMap<>();
    private final Deque<Ending> looks = new ArrayDeque<>();
    private final List<ExecutionEvent> events = new ArrayList<>();
    private final Instant now;

    InMemoryRecoveryStack(Instant now) {
        this.now = now;
    }

    /** What the next looks at an execution find; the last one stays. */
    void willBe(ExecutionStatus status, @Nullable String output, @Nullable String error, @Nullable String cause) {
        looks.add(new Ending(status, output, error, cause));
    }

    void happened(int secondsAfterStart, String type, @Nullable String state) {
        events.add(new ExecutionEvent(events.size() + 1L, now.plusSeconds(secondsAfterStart), type, state));
    }

    @Override
    public String description() {
        return "a stack in memory";
    }

    @Override
    public Started start(String executionName, String inputJson) {
        boolean existed = inputsByName.containsKey(executionName);
        inputsByName.putIfAbsent(executionName, inputJson);
        startedAt.putIfAbsent(executionName, now);
        return new Started(ARN + executionName, existed);
    }

    @Override
    public Optional<ExecutionSnapshot> describe(String nameOrArn) {
        String name = nameOrArn.substring(nameOrArn.lastIndexOf(':') + 1);
        String input = inputsByName.get(name);
        if (input == null) {
            return Optional.empty();
        }
        Ending ending = looks.size() > 1 ? looks.removeFirst() : looks.getFirst();
        return Optional.of(new ExecutionSnapshot(
                name,
                ARN + name,
                ending.status,
                startedAt.getOrDefault(name, now),
                ending.status == ExecutionStatus.RUNNING ? null : now.plusSeconds(42),
                input,
                ending.output,
                ending.error,
                ending.cause));
    }

    @Override
    public List<ExecutionEvent> history(String executionArn) {
        return List.copyOf(events);
    }

    @Override
    public List<Duration> earlierDurations(String namePrefix) {
        return List.copyOf(earlier);
    }

    @Override
    public void close() {}

    private record Ending(
            ExecutionStatus status,
            @Nullable String output,
            @Nullable String error,
            @Nullable String cause) {}
}
