package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.ItemHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a multiset of items: per bucket, the sum of the items' hashes modulo 2^128 and their number.
 *
 * <p>Order does not matter, and parts merge into the whole: segments are digested side by side. Equal digests made with
 * one secret key prove equal tables. A digest of changes may hold negative counts; added to the digest of the table
 * before, it gives the digest of the table after. Memory: 1.5 MB, whatever the table's size. Not safe for two threads.
 */
public final class BucketedDigest {

    /** The number of buckets. */
    public static final int BUCKETS = 1 << 16;

    private final long[] high = new long[BUCKETS];
    private final long[] low = new long[BUCKETS];
    private final long[] count = new long[BUCKETS];

    /** Adds an item. */
    public void add(HashedItem item) {
        add(item.bucket(), item.hash().high(), item.hash().low(), 1);
    }

    /** Takes an item out again. */
    public void remove(HashedItem item) {
        ItemHash negated = ItemHash.ZERO.minus(item.hash());
        add(item.bucket(), negated.high(), negated.low(), -1);
    }

    /** Replaces an item's old state by its new one. Refuses states of different buckets: they are of different items. */
    public void replace(HashedItem before, HashedItem after) {
        if (before.bucket() != after.bucket()) {
            throw new IllegalArgumentException("Old and new state are of the buckets " + before.bucket() + " and "
                    + after.bucket() + ", so not of one item: remove the one and add the other");
        }
        remove(before);
        add(after);
    }

    /** Adds all that {@code other} holds. */
    public void merge(BucketedDigest other) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            add(bucket, other.high[bucket], other.low[bucket], other.count[bucket]);
        }
    }

    /** Takes out of one bucket a sum of hashes and a number of items. */
    public void remove(int bucket, ItemHash sum, long itemCount) {
        ItemHash negated = ItemHash.ZERO.minus(sum);
        add(bucket, negated.high(), negated.low(), -itemCount);
    }

    void add(int bucket, long addedHigh, long addedLow, long addedCount) {
        long sum = low[bucket] + addedLow;
        long carry = Long.compareUnsigned(sum, addedLow) < 0 ? 1 : 0;
        low[bucket] = sum;
        high[bucket] += addedHigh + carry;
        count[bucket] += addedCount;
    }

    /** The number of items in all buckets. */
    public long itemCount() {
        return Arrays.stream(count).sum();
    }

    /** The number of items in one bucket. */
    public long itemCount(int bucket) {
        return count[bucket];
    }

    /** The sum of the hashes in one bucket. */
    public ItemHash sum(int bucket) {
        return new ItemHash(high[bucket], low[bucket]);
    }

    /** Whether both hold the same items in that bucket. */
    public boolean holdsSame(int bucket, BucketedDigest other) {
        return high[bucket] == other.high[bucket]
                && low[bucket] == other.low[bucket]
                && count[bucket] == other.count[bucket];
    }

    boolean isEmpty(int bucket) {
        return count[bucket] == 0 && high[bucket] == 0 && low[bucket] == 0;
    }

    /** The buckets whose sums or counts differ: every item that differs is in one of them. */
    public BucketSet unequalBuckets(BucketedDigest other) {
        BucketSet.Builder unequal = BucketSet.builder();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (!holdsSame(bucket, other)) {
                unequal.add(bucket);
            }
        }
        return unequal.build();
    }

    /** Whether both hold the same items. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BucketedDigest digest
                && Arrays.equals(high, digest.high)
                && Arrays.equals(low, digest.low)
                && Arrays.equals(count, digest.count);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(low);
    }

    @Override
    public String toString() {
        return "BucketedDigest[" + itemCount() + " items]";
    }
}
