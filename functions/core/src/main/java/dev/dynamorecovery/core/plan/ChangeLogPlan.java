package dev.dynamorecovery.core.plan;

import dev.dynamorecovery.core.item.Item;
import java.util.Optional;

/**
 * How the changes of a plan's tables are logged.
 *
 * @param heartbeatKey the key attributes of the item that the suite itself writes once a minute to measure the recovery
 *     point; empty for none. It is no data: no digest, rule or replay counts it.
 * @param attributes where items tell who wrote them
 */
public record ChangeLogPlan(Optional<Item> heartbeatKey, ChangeAttributes attributes) {

    /** No heartbeat, nothing told. */
    public static final ChangeLogPlan NONE = new ChangeLogPlan(Optional.empty(), ChangeAttributes.NONE);
}
