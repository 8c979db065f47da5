package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemKey;

/** The state of one item as a comparison knows it: fingerprinted, or whole. */
public sealed interface ItemState permits Fingerprint, WholeItem {

    /** The bucket that the key falls into. */
    int bucket();

    /** The item's key. */
    ItemKey key();

    /** The hash of the whole item. */
    ItemHash hash();
}
