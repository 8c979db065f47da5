package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.Derivation;
import java.util.List;

/**
 * How a state is derived, decided before the log is read.
 *
 * @param slices in which parts the log is read
 * @param gaps of which parts of the stretch the log does not know every change
 */
public record DerivationPlan(Derivation derivation, List<TimeSpan> slices, List<Gap> gaps) {

    public DerivationPlan {
        slices = List.copyOf(slices);
        gaps = List.copyOf(gaps);
    }

    /** Whether every change that was committed up to the restore point is in the log by now. */
    public boolean settled() {
        return gaps.stream().noneMatch(gap -> gap.cause() == GapCause.NOT_SETTLED);
    }
}
