package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemSink;

/** Adds the items of a scan to a digest. */
public final class ItemDigester implements ItemSink {

    private final ItemHasher hasher;
    private final BucketedDigest digest;

    /** Adds to {@code digest}, which may hold the items of an earlier part already. */
    public ItemDigester(ItemHasher hasher, BucketedDigest digest) {
        this.hasher = hasher;
        this.digest = digest;
    }

    @Override
    public void accept(Item item) {
        digest.add(hasher.hash(item));
    }

    /** The digest of what came so far. */
    public BucketedDigest digest() {
        return digest;
    }
}
