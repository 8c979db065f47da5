package dev.dynamorecovery.core.restore;

/**
 * How many items are not as expected.
 *
 * @param missing expected and not there
 * @param extra there and not expected
 * @param different there with other attributes
 */
public record DifferenceCounts(long missing, long extra, long different) {

    public DifferenceCounts {
        if (missing < 0 || extra < 0 || different < 0) {
            throw new IllegalArgumentException(
                    "negative counts: missing %d, extra %d, different %d".formatted(missing, extra, different));
        }
    }

    public long total() {
        return missing + extra + different;
    }
}
