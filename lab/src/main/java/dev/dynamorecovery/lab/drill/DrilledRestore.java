package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One restore of a drill.
 *
 * @param instant where it went back to
 * @param from the baseline that its expected state was derived from, by the change log
 * @param outcome what the restore machine says
 * @param steps what its execution went through
 * @param opinion what the drill's own model says of that
 * @param copyDifference how the restored table differs from the model; null when there is none to look at
 */
public record DrilledRestore(
        Instant instant,
        DrillResult.Baseline from,
        String executionArn,
        ExecutionOutcome outcome,
        List<ExecutionStep> steps,
        SecondOpinion opinion,
        @Nullable SampleDifference copyDifference) {

    /** Whether the verdict is Consistent, and true. */
    public boolean isProven() {
        return outcome instanceof ExecutionOutcome.Verdict verdict
                && verdict.kind() == ExecutionOutcome.Verdict.Kind.Consistent
                && opinion instanceof SecondOpinion.Agrees;
    }

    /** The baseline that the proven copy has become. */
    public Optional<DrillResult.Baseline> keptBaseline() {
        return outcome instanceof ExecutionOutcome.Verdict verdict
                        && verdict.output().hasNonNull("baseline")
                ? Optional.of(new DrillResult.Baseline(
                        verdict.output().path("baseline").asText(), instant))
                : Optional.empty();
    }
}
