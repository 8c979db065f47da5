package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.item.KeySchema;

/** Tells which attributes make up the key of a table. */
@FunctionalInterface
public interface TableKeys {

    /** The key attributes of a table that exists. */
    KeySchema of(String table);
}
