package dev.dynamorecovery.core.plan;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the changes of a plan's tables are logged.
 *
 * @param heartbeatKey what the keys of the items begin with that the suite itself writes to measure the recovery point;
 *     empty for none. They are no data: no digest, rule or replay counts them.
 * @param attributes where items tell who wrote them
 */
public record ChangeLogPlan(Optional<Item> heartbeatKey, ChangeAttributes attributes) {

    /** No heartbeat, nothing told. */
    public static final ChangeLogPlan NONE = new ChangeLogPlan(Optional.empty(), ChangeAttributes.NONE);

    public ChangeLogPlan {
        if (heartbeatKey.isPresent()
                && (heartbeatKey.get().attributes().isEmpty()
                        || heartbeatKey.get().attributes().size() > 2)) {
            throw new InvalidPlan(
                    "changeLog.heartbeatKey",
                    heartbeatKey.get().attributes().keySet(),
                    "give the one or two key attributes of the table");
        }
    }

    /**
     * The heartbeats' keys in a table with that key schema; empty where the plan has no heartbeat, or one that is no key
     * of such a table and therefore none of its items.
     */
    public Optional<HeartbeatKey> heartbeatIn(KeySchema schema) {
        return heartbeatKey
                .filter(key -> key.attributes().keySet().equals(new HashSet<>(schema.names())))
                .map(key -> HeartbeatKey.of(key, schema));
    }

    /** Tells the keys of a table with that key schema that are heartbeats. */
    public Predicate<ItemKey> heartbeatsIn(KeySchema schema) {
        return heartbeatIn(schema).<Predicate<ItemKey>>map(key -> key::covers).orElse(key -> false);
    }
}
