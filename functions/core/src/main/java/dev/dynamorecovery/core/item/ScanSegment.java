package dev.dynamorecovery.core.item;

/**
 * One segment of a parallel scan.
 *
 * @param index which segment, from 0
 * @param total how many segments the table is scanned in, 1 to 1,000,000
 */
public record ScanSegment(int index, int total) {

    /** Refuses a segment that DynamoDB would refuse. */
    public ScanSegment {
        if (total < 1 || total > 1_000_000 || index < 0 || index >= total) {
            throw new IllegalArgumentException("There is no segment " + index + " of " + total
                    + ": give a total of 1 to 1,000,000 and an index below it");
        }
    }
}
