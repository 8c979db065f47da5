package dev.dynamorecovery.core.failover.vote;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one observer says of one Region.
 *
 * @param observer the Region that the observer runs in
 * @param subject the Region that it looked at
 * @param at when the newest probe began, by the observer's clock
 * @param dataPlane a heartbeat written and read in the subject
 * @param application the application's endpoint in the subject
 * @param view what both say together
 * @param since when the first probe of an unbroken row with this view began, by the observer's clock
 * @param replicatedUntil when the newest heartbeat of the subject that the observer's own replica holds was written, by
 *     the subject's clock; null when it holds none
 */
public record Vote(
        String group,
        String observer,
        String subject,
        Instant at,
        Probe dataPlane,
        Probe application,
        RegionView view,
        Instant since,
        @Nullable Instant replicatedUntil) {

    /** How long the observer has seen the same without a break: a lower bound, from probe to probe. */
    public Duration heldFor() {
        return Duration.between(since, at);
    }
}
