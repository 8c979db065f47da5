package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemSink;
import java.util.function.Consumer;

/** Lets the items of chosen buckets through, whole: what a scan reads again to see why buckets are unequal. */
public final class BucketOpener implements ItemSink {

    private final ItemHasher hasher;
    private final BucketSet buckets;
    private final Consumer<ItemState> opened;

    /** Hands the items of {@code buckets} to {@code opened}, such as {@link ItemStateWriter#add}. */
    public BucketOpener(ItemHasher hasher, BucketSet buckets, Consumer<ItemState> opened) {
        this.hasher = hasher;
        this.buckets = buckets;
        this.opened = opened;
    }

    @Override
    public void accept(Item item) {
        int bucket = hasher.bucketOf(item);
        if (buckets.contains(bucket)) {
            opened.accept(WholeItem.of(item, new HashedItem(bucket, hasher.itemHash(item)), hasher));
        }
    }
}
