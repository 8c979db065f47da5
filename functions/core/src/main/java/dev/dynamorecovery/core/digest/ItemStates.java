package dev.dynamorecovery.core.digest;

import java.util.function.Consumer;

/** One side of a comparison: item states that can be read by bucket, again and again. */
@FunctionalInterface
public interface ItemStates {

    /** Hands the states whose keys fall into {@code buckets} to {@code states}, in any order. */
    void read(BucketSet buckets, Consumer<ItemState> states);
}
