package dev.dynamorecovery.lab.machine.execution;

import dev.dynamorecovery.lab.machine.definition.ErrorNames;
import dev.dynamorecovery.lab.machine.definition.Retrier;
import dev.dynamorecovery.lab.machine.expression.Entropy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides whether a failed state is tried again; each retrier counts for itself, anew with every entry of the state. */
final class RetryCounter {

    private final List<Retrier> retriers;
    private final int[] used;
    private final Entropy entropy;

    RetryCounter(List<Retrier> retriers, Entropy entropy) {
        this.retriers = retriers;
        this.used = new int[retriers.size()];
        this.entropy = entropy;
    }

    /** How long to wait before the next attempt; empty when there is none. */
    Optional<Duration> next(String error) {
        for (int i = 0; i < retriers.size(); i++) {
            Retrier retrier = retriers.get(i);
            if (ErrorNames.matches(retrier.errorEquals(), error)) {
                if (used[i] >= retrier.maxAttempts()) {
                    return Optional.empty();
                }
                Duration delay = retrier.delay(used[i]++);
                return Optional.of(
                        retrier.jitter()
                                ? Duration.ofMillis(Math.round(delay.toMillis() * entropy.fraction()))
                                : delay);
            }
        }
        return Optional.empty();
    }
}
