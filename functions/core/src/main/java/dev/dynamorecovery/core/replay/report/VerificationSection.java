package dev.dynamorecovery.core.replay.report;

/**
 * How the copy compares with the live table after a replay.
 *
 * @param execution the execution of the restore machine that compared them
 * @param outcome its verdict; {@code ConsistentButForLeftOut} when the items that had to differ are all that differ
 * @param expectedDifferences items that differ, and have to, for what was left out of them
 * @param unexpectedDifferences items that differ, and must not
 * @param unexpectedKeys the first of them, by their keys
 * @param detail why the copy is not proven right, or why there is no verdict; empty where it is proven
 */
public record VerificationSection(
        String execution,
        String outcome,
        long expectedDifferences,
        long unexpectedDifferences,
        java.util.List<String> unexpectedKeys,
        String detail) {

    /** The word for a copy that differs from the live table where it has to, and nowhere else. */
    public static final String BUT_FOR_LEFT_OUT = "ConsistentButForLeftOut";
}
