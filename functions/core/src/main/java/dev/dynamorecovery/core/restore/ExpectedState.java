package dev.dynamorecovery.core.restore;

/** What the restored table is compared with, as asked for. */
public sealed interface ExpectedState {

    /** The baseline of that identifier. */
    record NamedBaseline(String baseline) implements ExpectedState {}

    /** The newest baseline of the table that was taken at or before the restore point, else the newest one. */
    record LatestBaseline() implements ExpectedState {}

    /** The live table, of which the operator says that it has not been written since the restore point. */
    record LiveTable() implements ExpectedState {}

    /** Nothing: settings, invariants and references only. The verdict cannot be {@code Consistent}. */
    record None() implements ExpectedState {}
}
