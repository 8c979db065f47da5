package dev.dynamorecovery.core.failover.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right of one controller to move a group to another Region. It is as good as its epoch: a newer one ends it.
 *
 * @param incident names what the move answers; two claims for one incident are one failover
 * @param target the Region that is to serve
 * @param claimant the controller: its Region and execution
 * @param automatic whether a machine decided
 * @param at by the claimant's clock; only for people to read
 * @param override null when nothing had to be gone over
 */
public record Claim(
        String incident,
        Purpose purpose,
        String target,
        String claimant,
        boolean automatic,
        Instant at,
        @Nullable NamedOverride override) {

    Claim takenOverBy(String newClaimant) {
        return new Claim(incident, purpose, target, newClaimant, automatic, at, override);
    }
}
