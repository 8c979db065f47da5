package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.item.ScanSegment;

/**
 * One segment of one table, as one side of a verification.
 *
 * @param execution the execution that the work belongs to
 * @param table the table to read
 * @param keySchema its key attributes
 * @param side which side of the verification the table is
 * @param segment which segment, from 0
 * @param segments how many there are
 */
public record TablePart(String execution, String table, KeySchema keySchema, Side side, int segment, int segments) {

    /** The segment as a scan names it. */
    public ScanSegment scanSegment() {
        return new ScanSegment(segment, segments);
    }
}
