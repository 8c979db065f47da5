package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.ItemWrite;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The table that a replay writes. */
public interface ReplayTarget {

    /** The items of these keys as the table holds them now, strongly consistent; none for a key that has none. */
    Map<ItemKey, Item> read(Collection<ItemKey> keys);

    /**
     * Does each write whose condition holds, in any order, and says of each, in the order given, whether it was done.
     * The writes are of different items.
     */
    List<Boolean> write(List<ItemWrite> writes);
}
