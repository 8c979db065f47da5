package dev.dynamorecovery.core.failover.control;

import java.time.Instant;
import java.util.Optional;

/**
 * Where control records and their timelines are kept: strongly consistent over all Regions, and reachable while one of
 * them is out.
 */
public interface ControlRecords {

    /** The newest record, as of a moment after the call began. */
    Optional<ControlRecord> read(String group);

    /** Puts the first record of a group; false when there is one. */
    boolean create(ControlRecord first);

    /**
     * Puts {@code after} in the place of {@code before}, if that still has its epoch and revision; false when somebody
     * else was faster. Whatever the answer, and also when none comes, {@code before}'s newest entry is in the timeline
     * before the record changes: no crash leaves a hole in it.
     */
    boolean replace(ControlRecord before, ControlRecord after);

    /**
     * Notes that whoever holds the claim of {@code standing} is still at work, if the record still has its epoch and
     * revision; false when it was changed. A sign of life is no change: it raises no revision and stands in no history.
     */
    boolean keepAlive(ControlRecord standing, Instant at);

    /** The whole history of a group, its newest entry included. */
    Timeline timeline(String group);
}
