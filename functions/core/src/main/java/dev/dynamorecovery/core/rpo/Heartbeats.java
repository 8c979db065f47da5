package dev.dynamorecovery.core.rpo;

import dev.dynamorecovery.core.item.Item;
import java.time.Instant;
import java.util.Optional;

/** The heartbeat items of tables. */
public interface Heartbeats {

    /**
     * Writes the next heartbeat, unless one as new is there already.
     *
     * @param keys the key attributes of the heartbeat item
     * @return the heartbeat that was there before; empty when there was none
     */
    Optional<Heartbeat> beat(String table, Item keys, Instant now);
}
