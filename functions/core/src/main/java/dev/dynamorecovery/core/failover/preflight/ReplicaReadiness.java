package dev.dynamorecovery.core.failover.preflight;

import java.time.Instant;

/**
 * Whether a Region's replicas could serve, as somebody found who asked while the control plane still answered: on the day
 * of the failover nobody can ask.
 *
 * @param active every table of the group has an active replica there
 * @param ableToTakeTheLoad every replica takes as much as the serving Region's: on demand, or with no less capacity
 * @param detail what was found wanting; empty when nothing was
 * @param at when it was found
 */
public record ReplicaReadiness(
        String group, String region, boolean active, boolean ableToTakeTheLoad, String detail, Instant at) {

    /** Whether nothing was found wanting. */
    public boolean ready() {
        return active && ableToTakeTheLoad;
    }
}
