package dev.dynamorecovery.core.comparison;

import dev.dynamorecovery.core.item.ItemKey;
import java.util.List;

/** One item in which two sides differ. */
public sealed interface ItemDifference {

    /** The item's key. */
    ItemKey key();

    /** The item is expected and not there. */
    record Missing(ItemKey key) implements ItemDifference {}

    /** The item is there and not expected. */
    record Extra(ItemKey key) implements ItemDifference {}

    /**
     * The item is there in another state.
     *
     * @param attributes the attributes in which it differs, sorted by path; never empty
     */
    record Different(ItemKey key, List<AttributeDifference> attributes) implements ItemDifference {}
}
