package dev.dynamorecovery.core.failover.decision;

import dev.dynamorecovery.core.failover.vote.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision rests on.
 *
 * @param planVersion the content hash of the plan
 * @param epoch of the control record that was looked at
 * @param votes those that were fresh
 * @param outSince when the first observer saw the outage begin; null when nobody sees one
 * @param notReplicated the time whose writes the target does not hold; null when it is not known
 * @param passedOver the detections that a person's override went over
 */
public record DecisionEvidence(
        String planVersion,
        long epoch,
        String servingRegion,
        List<Vote> votes,
        @Nullable Instant outSince,
        @Nullable Duration notReplicated,
        List<Detection> passedOver) {

    public DecisionEvidence {
        votes = List.copyOf(votes);
        passedOver = List.copyOf(passedOver);
    }
}
