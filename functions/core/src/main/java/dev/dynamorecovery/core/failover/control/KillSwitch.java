package dev.dynamorecovery.core.failover.control;

import java.time.Instant;
import java.util.Optional;

/** One item that stops all automation, of every group, until a person lets it go on. */
public interface KillSwitch {

    /** Who stopped automation and why; empty while it may act. */
    Optional<Stop> stopped();

    /** Stops automation; the first who stopped it stays named. */
    void stop(Stop stop);

    /** Lets automation act again. */
    void release();

    /**
     * @param by the person
     * @param reason what they saw
     */
    record Stop(String by, String reason, Instant at) {}
}
