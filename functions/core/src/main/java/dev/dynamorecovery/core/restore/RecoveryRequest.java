package dev.dynamorecovery.core.restore;

import java.time.Instant;
import java.util.Optional;

/** What the restore machine is asked to do. */
public sealed interface RecoveryRequest {

    /** The table it is about. */
    String table();

    /**
     * Restore the table into a new one and prove that what came back is right.
     *
     * @param target the name of the new table, if the operator chose one
     * @param keepCopy whether the new table stays after the verdict
     * @param keepBaseline whether a copy that the change log proves right becomes a baseline
     * @param incidentAt when the harm was done, if known: the objectives are measured from there
     * @param revealValues whether the report shows values of items
     * @param requestId makes a second run of an otherwise equal request a new execution
     */
    record Restore(
            String table,
            RestorePoint restorePoint,
            Optional<String> target,
            ExpectedState expectedState,
            boolean keepCopy,
            boolean keepBaseline,
            Optional<Instant> incidentAt,
            boolean revealValues,
            Optional<String> requestId)
            implements RecoveryRequest {}

    /** Take a baseline of the table. */
    record Baseline(String table, Optional<String> requestId) implements RecoveryRequest {}
}
