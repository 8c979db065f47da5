package dev.dynamorecovery.lab.machine.execution;

import dev.dynamorecovery.lab.machine.expression.Entropy;
import dev.dynamorecovery.lab.machine.expression.QueryEvaluator;
import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;

/**
 * What every execution runs with.
 *
 * @param time shortens Wait states and retry intervals
 * @param timeoutScale shortens timeouts and heartbeats; 1 in the lab, since the work that they bound is real work and
 *     takes its real time. Tests of timeouts set it lower
 */
record Engine(
        LabTime time,
        double timeoutScale,
        Entropy entropy,
        QueryEvaluator evaluator,
        TaskTokens tokens,
        ExecutionRegistry registry) {

    Duration realTimeout(double nominalSeconds) {
        return Duration.ofNanos(Math.round(nominalSeconds * 1e9 * timeoutScale));
    }
}
