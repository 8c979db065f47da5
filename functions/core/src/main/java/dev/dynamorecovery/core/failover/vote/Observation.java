package dev.dynamorecovery.core.failover.vote;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One look of an observer at a Region, before it is joined to the looks before it.
 *
 * @param at when the look began, by the observer's clock
 * @param replicatedUntil see {@link Vote#replicatedUntil}
 */
public record Observation(
        String group,
        String observer,
        String subject,
        Instant at,
        Probe dataPlane,
        Probe application,
        @Nullable Instant replicatedUntil) {

    /**
     * The vote that this look makes of the observer's vote before it.
     *
     * <p>A row of looks is broken by another view, and by a pause: what was not looked at may have been well meanwhile.
     *
     * @param longestPause between two looks of one row
     */
    public Vote following(Optional<Vote> before, Duration longestPause) {
        RegionView view = RegionView.of(dataPlane, application);
        Instant since = before.filter(vote -> vote.view() == view)
                .filter(vote -> !vote.at().isAfter(at))
                .filter(vote -> Duration.between(vote.at(), at).compareTo(longestPause) <= 0)
                .map(Vote::since)
                .orElse(at);
        return new Vote(group, observer, subject, at, dataPlane, application, view, since, replicatedUntil);
    }
}
