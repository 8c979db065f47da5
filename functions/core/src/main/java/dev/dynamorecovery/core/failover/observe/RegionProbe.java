package dev.dynamorecovery.core.failover.observe;

import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.item.Item;
import java.time.Instant;
import java.util.Optional;

/** Asks the data plane of Regions, each for as long as a probe may wait and once. */
public interface RegionProbe {

    /** Writes a heartbeat into a Region's replica of a table, and reads it back. */
    Probe beat(String region, String table, Item key, Instant now);

    /** Reads in a Region that holds no data of the group. */
    Probe look(String region, String group);

    /**
     * When the heartbeat was written that a Region's replica of a table holds under a key.
     *
     * @return empty when it holds none, or nobody can tell
     */
    Optional<Instant> held(String region, String table, Item key);
}
