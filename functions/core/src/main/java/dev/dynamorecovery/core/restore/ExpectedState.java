package dev.dynamorecovery.core.restore;

import java.util.Optional;

/** What the restored table is compared with, as asked for. */
public sealed interface ExpectedState {

    /**
     * What is known best: the newest baseline, where it speaks for the restore point, or else a baseline and the change
     * log, or else the newest baseline.
     */
    record BestKnown() implements ExpectedState {}

    /**
     * The state that a baseline and the change log give for the restore point.
     *
     * @param baseline the baseline's identifier; empty for the nearest
     */
    record ChangeLog(Optional<String> baseline) implements ExpectedState {}

    /** The baseline of that identifier. */
    record NamedBaseline(String baseline) implements ExpectedState {}

    /** The newest baseline of the table that was taken at or before the restore point, else the newest one. */
    record LatestBaseline() implements ExpectedState {}

    /** The live table, of which the operator says that it has not been written since the restore point. */
    record LiveTable() implements ExpectedState {}

    /** Nothing: settings, invariants and references only. The verdict cannot be {@code Consistent}. */
    record None() implements ExpectedState {}
}
