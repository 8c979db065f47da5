package dev.dynamorecovery.lab.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state of the machine as one execution went through it: all visits taken together, for loops revisit theirs.
 *
 * @param leftAt the latest time it was left; null while the execution is in it
 * @param spent time in the state over all finished visits
 */
public record ExecutionStep(
        String state, Instant enteredAt, @Nullable Instant leftAt, int visits, Duration spent) {

    /** The steps of a history, in the order they were first entered. */
    public static List<ExecutionStep> of(List<ExecutionEvent> events) {
        Map<String, Progress> progress = new LinkedHashMap<>();
        for (ExecutionEvent event : events) {
            String state = event.stateName();
            if (state == null) {
                continue;
            }
            if (event.entersStep()) {
                progress.computeIfAbsent(state, name -> new Progress(event.at()))
                        .enter(event.at());
            } else if (event.leavesStep()) {
                Progress open = progress.get(state);
                if (open != null) {
                    open.leave(event.at());
                }
            }
        }
        List<ExecutionStep> steps = new ArrayList<>();
        progress.forEach((state, visited) -> steps.add(visited.step(state)));
        return List.copyOf(steps);
    }

    /** Whether the execution is in this state. */
    public boolean isOpen() {
        return leftAt == null;
    }

    /** The state's name in words: {@code StartRestore} reads "start restore". */
    public String title() {
        return words(state);
    }

    static String words(String name) {
        String spaced = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
        String lower = spaced.toLowerCase(Locale.ROOT);
        return lower.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }

    private static final class Progress {
        private final Instant firstEntered;
        private Instant lastEntered;
        private @Nullable Instant lastLeft;
        private Duration spent = Duration.ZERO;
        private int visits;
        private int open;

        Progress(Instant firstEntered) {
            this.firstEntered = firstEntered;
            this.lastEntered = firstEntered;
        }

        void enter(Instant at) {
            visits++;
            if (open == 0) {
                lastEntered = at;
            }
            open++;
            lastLeft = null;
        }

        void leave(Instant at) {
            open = Math.max(0, open - 1);
            if (open == 0) {
                spent = spent.plus(Duration.between(lastEntered, at));
                lastLeft = at;
            }
        }

        ExecutionStep step(String state) {
            return new ExecutionStep(state, firstEntered, lastLeft, visits, spent);
        }
    }
}
