package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Told how a drill goes: phase after phase, with progress within each. */
public interface DrillListener {

    void phaseStarted(String title);

    /** So much of the phase is done. */
    void progressed(long done, long total);

    /** The execution that the phase waits for has come so far. */
    void executionProgressed(List<ExecutionStep> steps, Optional<Duration> remaining);

    /** Something happened on the way. */
    void noted(Instant at, String what);

    void phaseFinished(String detail);

    /** The phase is over, and it did not come to what was hoped for. */
    void phaseFailed(String detail);
}
