package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.Collection;
import java.util.function.Consumer;

/** Looks items of one table up by their keys. */
@FunctionalInterface
public interface ItemLookup {

    /** Hands over the items that the table holds under those keys, as of now: no older state of them. */
    void find(Collection<ItemKey> keys, Consumer<Item> found);
}
