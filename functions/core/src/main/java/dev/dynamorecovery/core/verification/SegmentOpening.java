package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.digest.BucketOpener;
import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.ItemStateWriter;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.store.ObjectStore;

/** Writes down the items of a segment that fall into unequal buckets. */
public final class SegmentOpening implements SegmentWork {

    /** The kind of work. */
    public static final String WORK = "open";

    private final ItemStateWriter opened;
    private final BucketOpener opener;

    private SegmentOpening(ItemStateWriter opened, BucketOpener opener) {
        this.opened = opened;
        this.opener = opener;
    }

    /** Opens {@code unequal} into the work bucket. */
    public static Factory of(TablePart part, BucketSet unequal, HashKey hashKey, ObjectStore work) {
        WorkKeys keys = new WorkKeys(part.execution());
        return name -> {
            ItemStateWriter opened = new ItemStateWriter(work, keys.openedItems(part.side()) + "/" + name);
            ItemHasher hasher = new ItemHasher(hashKey, part.keySchema());
            return new SegmentOpening(opened, new BucketOpener(hasher, unequal, opened::add));
        };
    }

    @Override
    public void accept(Item item) {
        opener.accept(item);
    }

    @Override
    public void store() {
        opened.finish();
    }
}
