package dev.dynamorecovery.core.item;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of a table's key attributes.
 *
 * @param partitionKey name of the partition key
 * @param sortKey name of the sort key, or null for a table without one
 */
public record KeySchema(String partitionKey, @Nullable String sortKey) {

    /** A schema with a partition key alone. */
    public static KeySchema of(String partitionKey) {
        return new KeySchema(partitionKey, null);
    }

    /** A schema with a partition key and a sort key. */
    public static KeySchema of(String partitionKey, String sortKey) {
        return new KeySchema(partitionKey, sortKey);
    }

    /** The key attributes' names: the partition key first, then the sort key where there is one. */
    public List<String> names() {
        return sortKey == null ? List.of(partitionKey) : List.of(partitionKey, sortKey);
    }
}
