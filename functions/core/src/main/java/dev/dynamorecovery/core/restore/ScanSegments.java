package dev.dynamorecovery.core.restore;

/**
 * Into how many segments a table's scan is cut: one for each so many mebibytes.
 *
 * @param mebibytesPerSegment what one segment should hold
 * @param maximum the most segments, whatever the table's size
 */
public record ScanSegments(int mebibytesPerSegment, int maximum) {

    /** The most children that a Distributed Map runs at a time. */
    public static final int MAXIMUM = 10_000;

    private static final long BYTES_PER_MEBIBYTE = 1_048_576;

    public ScanSegments {
        if (mebibytesPerSegment < 1 || maximum < 1 || maximum > MAXIMUM) {
            throw new IllegalArgumentException(
                    "mebibytes per segment = %d, most segments = %d: give at least 1, and at most %d segments"
                            .formatted(mebibytesPerSegment, maximum, MAXIMUM));
        }
    }

    /** At least one, and no more than the maximum. */
    public int of(long tableSizeBytes) {
        var bytesPerSegment = mebibytesPerSegment * BYTES_PER_MEBIBYTE;
        var segments = Math.ceilDiv(Math.max(tableSizeBytes, 1), bytesPerSegment);
        return (int) Math.min(segments, maximum);
    }
}
