package dev.dynamorecovery.lab.machine.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a state's Retry.
 *
 * @param maxAttempts how many times the state is tried again; 0 for never
 * @param maxDelay the bound of the growing interval; null for none
 * @param jitter whether the wait is drawn between zero and the interval ({@code JitterStrategy: FULL})
 */
public record Retrier(
        List<String> errorEquals,
        Duration interval,
        int maxAttempts,
        double backoffRate,
        @Nullable Duration maxDelay,
        boolean jitter) {

    /**
     * The wait before a further attempt, before jitter.
     *
     * @param retriesSoFar 0 before the first retry
     */
    public Duration delay(int retriesSoFar) {
        double seconds = interval.toSeconds() * Math.pow(backoffRate, retriesSoFar);
        double bounded = maxDelay == null ? seconds : Math.min(seconds, (double) maxDelay.toSeconds());
        return Duration.ofMillis(Math.round(Math.min(bounded, 1e9) * 1000));
    }
}
