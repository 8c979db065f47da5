package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.Set;
import java.util.function.BiConsumer;

/** Tells in which states certain items were found. */
@FunctionalInterface
public interface FoundStates {

    /**
     * Hands over the hash of each item that was found.
     *
     * @param buckets the buckets that the keys fall into
     */
    void find(BucketSet buckets, Set<ItemKey> keys, BiConsumer<ItemKey, ItemHash> found);

    /** The states that a table holds now. */
    static FoundStates lookedUp(ItemLookup table, ItemHasher hasher) {
        return (buckets, keys, found) ->
                table.find(keys, item -> found.accept(ItemKey.of(item, hasher.schema()), hasher.itemHash(item)));
    }

    /** The states that a reading saw. */
    static FoundStates read(ItemStates reading) {
        return (buckets, keys, found) -> reading.read(buckets, state -> {
            if (keys.contains(state.key())) {
                found.accept(state.key(), state.hash());
            }
        });
    }
}
