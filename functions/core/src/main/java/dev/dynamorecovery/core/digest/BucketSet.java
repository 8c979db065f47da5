package dev.dynamorecovery.core.digest;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A set of buckets. */
public final class BucketSet {

    private final BitSet buckets;

    private BucketSet(BitSet buckets) {
        this.buckets = buckets;
    }

    /** A set to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** The set of these buckets. */
    public static BucketSet of(int... buckets) {
        Builder builder = builder();
        for (int bucket : buckets) {
            builder.add(bucket);
        }
        return builder.build();
    }

    /** All buckets. */
    public static BucketSet all() {
        BitSet all = new BitSet(BucketedDigest.BUCKETS);
        all.set(0, BucketedDigest.BUCKETS);
        return new BucketSet(all);
    }

    /** The set written by {@link #toBytes()}. */
    public static BucketSet ofBytes(byte[] bytes) {
        BitSet buckets = BitSet.valueOf(bytes);
        if (buckets.length() > BucketedDigest.BUCKETS) {
            throw new IllegalArgumentException("A bucket set names the bucket " + (buckets.length() - 1)
                    + ", past the last one, " + (BucketedDigest.BUCKETS - 1) + ": it is corrupted; make it again");
        }
        return new BucketSet(buckets);
    }

    /** One bit per bucket, at most 8 KiB. */
    public byte[] toBytes() {
        return buckets.toByteArray();
    }

    /** Whether the bucket is in the set. */
    public boolean contains(int bucket) {
        return buckets.get(bucket);
    }

    /** Whether any bucket from {@code first} to {@code last}, both included, is in the set. */
    public boolean containsAny(int first, int last) {
        int next = buckets.nextSetBit(first);
        return next >= 0 && next <= last;
    }

    /** Whether no bucket is in the set. */
    public boolean isEmpty() {
        return buckets.isEmpty();
    }

    /** The number of buckets in the set. */
    public int size() {
        return buckets.cardinality();
    }

    /** The buckets in ascending order. */
    public IntStream stream() {
        return buckets.stream();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BucketSet set && buckets.equals(set.buckets);
    }

    @Override
    public int hashCode() {
        return buckets.hashCode();
    }

    @Override
    public String toString() {
        return "BucketSet[" + size() + " buckets]";
    }

    /** Collects buckets into a set. */
    public static final class Builder {

        private final BitSet buckets = new BitSet(BucketedDigest.BUCKETS);

        private Builder() {}

        /** Adds a bucket, 0 to 65,535. */
        public void add(int bucket) {
            if (bucket < 0 || bucket >= BucketedDigest.BUCKETS) {
                throw new IllegalArgumentException(
                        "There is no bucket " + bucket + ": buckets go from 0 to " + (BucketedDigest.BUCKETS - 1));
            }
            buckets.set(bucket);
        }

        /** The buckets added so far. */
        public BucketSet build() {
            return new BucketSet((BitSet) buckets.clone());
        }
    }
}
