package dev.dynamorecovery.core.failover.observe;

import dev.dynamorecovery.core.item.KeySchema;
import java.util.Optional;

/** The key schemas of tables, known also while no control plane answers. */
@FunctionalInterface
public interface TableKeys {

    /** The schema of a table; empty when nobody could be asked yet. */
    Optional<KeySchema> find(String table);
}
