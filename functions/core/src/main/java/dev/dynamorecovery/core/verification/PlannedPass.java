package dev.dynamorecovery.core.verification;

/**
 * One reading of a whole table that a job needs.
 *
 * @param side which reading of which table it is
 * @param table the table to read
 * @param fingerprints whether the items' fingerprints are kept
 * @param spaced whether the next pass begins only when a whole second has passed
 */
public record PlannedPass(Side side, String table, boolean fingerprints, boolean spaced) {}
