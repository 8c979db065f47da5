package dev.dynamorecovery.core.comparison;

import dev.dynamorecovery.core.digest.BucketedDigest;

/**
 * What the comparison of one group of buckets found.
 *
 * @param expected the digest of the expected items that were opened
 * @param actual the digest of the actual items that were opened
 * @param missingCount items expected and not there
 * @param extraCount items there and not expected
 * @param differentCount items there in another state
 */
public record GroupOutcome(
        BucketedDigest expected, BucketedDigest actual, long missingCount, long extraCount, long differentCount) {

    /** All differences. */
    public long differenceCount() {
        return missingCount + extraCount + differentCount;
    }

    /**
     * Whether the items opened are the items that were digested before. If they are not, a table was written meanwhile or
     * stored states were lost, and the differences found are not those of the digests.
     */
    public boolean agreesWith(BucketGroup group, BucketedDigest expectedBefore, BucketedDigest actualBefore) {
        return group.buckets().stream()
                .allMatch(
                        bucket -> expected.holdsSame(bucket, expectedBefore) && actual.holdsSame(bucket, actualBefore));
    }
}
