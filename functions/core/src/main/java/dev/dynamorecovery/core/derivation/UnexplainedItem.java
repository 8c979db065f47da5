package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.item.ItemHash;

/**
 * An item whose changes do not join up: one of them does not start from what the one before it, or the known state, left.
 *
 * @param bucket the item's bucket
 * @param hash by how much the item's hash in the derived digest is off from that of the state it seems to end in
 * @param count by how many items that digest is off
 */
public record UnexplainedItem(int bucket, ItemHash hash, int count) {}
