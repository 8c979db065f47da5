package dev.dynamorecovery.core.comparison;

import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.BucketedDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * How the unequal buckets of two digests are opened: in groups whose items fit into memory.
 *
 * @param unequal all unequal buckets
 * @param groups the same buckets in groups
 */
public record OpeningPlan(BucketSet unequal, List<BucketGroup> groups) {

    /**
     * Plans groups of at most {@code maximumItems} items, both sides counted. A single bucket with more is a group of its
     * own: at 65,536 buckets that takes a table of {@code maximumItems × 32,768} items.
     */
    public static OpeningPlan of(BucketedDigest expected, BucketedDigest actual, long maximumItems) {
        if (maximumItems < 1) {
            throw new IllegalArgumentException("A group of " + maximumItems + " items opens nothing: allow at least 1");
        }
        BucketSet unequal = expected.unequalBuckets(actual);
        List<BucketGroup> groups = new ArrayList<>();
        BucketSet.Builder buckets = BucketSet.builder();
        long expectedItems = 0;
        long actualItems = 0;
        boolean open = false;
        for (int bucket : unequal.stream().toArray()) {
            long more = expected.itemCount(bucket) + actual.itemCount(bucket);
            if (open && expectedItems + actualItems + more > maximumItems) {
                groups.add(new BucketGroup(groups.size(), buckets.build(), expectedItems, actualItems));
                buckets = BucketSet.builder();
                expectedItems = 0;
                actualItems = 0;
            }
            buckets.add(bucket);
            open = true;
            expectedItems += expected.itemCount(bucket);
            actualItems += actual.itemCount(bucket);
        }
        if (open) {
            groups.add(new BucketGroup(groups.size(), buckets.build(), expectedItems, actualItems));
        }
        return new OpeningPlan(unequal, List.copyOf(groups));
    }
}
