package dev.dynamorecovery.core.restore;

/** The tables that restores have made. */
public interface RestoredCopies {

    /** What stands under that name now. */
    CopyObservation observe(String table);

    /**
     * Deletes the copy, as decided. Answers false when the table does not take the deletion yet: observe, decide and
     * ask again.
     */
    boolean delete(CleanupDecision.Delete decision);
}
