package dev.dynamorecovery.core.comparison;

import dev.dynamorecovery.core.digest.BucketSet;

/**
 * Unequal buckets that are opened together.
 *
 * @param index the group's place in the plan, from 0
 * @param buckets the buckets, neighbours in ascending order
 * @param expectedItemCount items of the expected side in them, by its digest
 * @param actualItemCount items of the actual side in them, by its digest
 */
public record BucketGroup(int index, BucketSet buckets, long expectedItemCount, long actualItemCount) {}
