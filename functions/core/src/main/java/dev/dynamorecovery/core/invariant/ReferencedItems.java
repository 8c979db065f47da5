package dev.dynamorecovery.core.invariant;

import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.Set;

/** Tells which items other tables hold. */
public interface ReferencedItems {

    /** The most keys asked for at a time. */
    int MOST_KEYS = 100;

    /**
     * Those of the keys that the table holds an item of.
     *
     * @param schema the names of the table's key attributes, as the keys have them
     * @throws UncheckableReference when the table cannot be asked by such keys
     */
    Set<ItemKey> existing(String table, KeySchema schema, Set<ItemKey> keys) throws UncheckableReference;

    /** A table that references point to and that cannot be asked: it does not exist, or has another key. */
    final class UncheckableReference extends Exception {

        public UncheckableReference(String reason, Throwable cause) {
            super(reason, cause);
        }

        public UncheckableReference(String reason) {
            super(reason);
        }
    }
}
