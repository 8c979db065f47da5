package dev.dynamorecovery.lab.execution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Estimates what is left of an execution from how long earlier ones of its kind took. */
public final class RemainingTime {

    private RemainingTime() {}

    /** The median of the earlier durations less what has passed; empty without an earlier one, or once it is used up. */
    public static Optional<Duration> estimate(List<Duration> earlier, Duration elapsed) {
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        Duration median = earlier.stream()
                .sorted()
                .skip((earlier.size() - 1) / 2)
                .findFirst()
                .orElse(Duration.ZERO);
        Duration left = median.minus(elapsed);
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }
}
