package dev.dynamorecovery.core.replay;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.List;

/** A conditional write of one item: it is done only when the item is still as it was read, where it matters. */
public sealed interface ItemWrite {

    /** The item's key. */
    ItemKey key();

    /** The paths that are written; the item as a whole where it comes or goes. */
    List<AttributePath> paths();

    /** Puts the item, if there is none of its key. */
    record Create(ItemKey key, Item item) implements ItemWrite {

        @Override
        public List<AttributePath> paths() {
            return List.of(AttributePath.ITEM);
        }
    }

    /** Changes values of the item, if each of them still is what it was. Other values stay as they are. */
    record Change(ItemKey key, ItemEdits edits) implements ItemWrite {

        @Override
        public List<AttributePath> paths() {
            return edits.paths();
        }
    }

    /** Deletes the item, if it still is what it was. */
    record Delete(ItemKey key, Item item) implements ItemWrite {

        @Override
        public List<AttributePath> paths() {
            return List.of(AttributePath.ITEM);
        }
    }

    /** How many values the write's condition names. */
    default int conditionedValues() {
        return switch (this) {
            case Create create -> 1;
            case Change change -> change.edits().edits().size();
            case Delete delete -> delete.item().attributes().size();
        };
    }
}
