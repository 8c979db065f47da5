package dev.dynamorecovery.core.report;

/**
 * What became of the restored table.
 *
 * @param detail why, or what is known besides; empty where there is nothing to add
 */
public record CopyState(State state, String detail) {

    /** Where a restored table can end. */
    public enum State {
        /** None was made. */
        NONE,
        /** It stands, as asked. */
        KEPT,
        /** It is AWS Backup's, which deletes it when its restore test is over. */
        LENT,
        /** It was deleted, as asked. */
        REMOVED,
        /** It should have been deleted, and stands. */
        LEFT_BEHIND,
        /** Nobody could find out. */
        UNKNOWN
    }
}
