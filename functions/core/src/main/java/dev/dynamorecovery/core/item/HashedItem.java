package dev.dynamorecovery.core.item;

/**
 * What a digest needs to know of an item.
 *
 * @param bucket the bucket its key falls into, 0 to 65,535: the same for every state of the item
 * @param hash the hash of the whole item
 */
public record HashedItem(int bucket, ItemHash hash) {}
