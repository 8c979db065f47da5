package dev.dynamorecovery.core.failover.measure;

import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long each part of a failover took, by the clocks of those who made the entries of the timeline.
 *
 * @param detect from the outage to the vote that made the quorum
 * @param decide from that vote to the decision
 * @param claim from the decision to the claim
 * @param fence from the claim, preflight included, to the fence
 * @param leaseWait from the fence to the switch of the control record: leases run out, and the record changes
 * @param verify from the switch to the end: the name leads to the target, and a write was acknowledged
 */
public record RtoBreakdown(
        Duration detect, Duration decide, Duration claim, Duration fence, Duration leaseWait, Duration verify) {

    /**
     * The parts of the last failover of a group; empty when it has not come to its end.
     *
     * @param outSince when the first observer saw the outage begin
     * @param detectedAt when the second had seen it for long enough
     * @param decidedAt when a detector decided
     */
    public static Optional<RtoBreakdown> of(
            Instant outSince, Instant detectedAt, Instant decidedAt, Timeline timeline) {
        List<TimelineEntry> move = new ArrayList<>();
        for (TimelineEntry entry : timeline.entries()) {
            if (entry.event().equals("TakeClaim")) {
                move.clear();
            }
            move.add(entry);
        }
        return at(move, "TakeClaim")
                .flatMap(claimed -> at(move, "Fence")
                        .flatMap(fenced -> at(move, "Switch")
                                .flatMap(switched -> at(move, "Conclude")
                                        .map(concluded -> new RtoBreakdown(
                                                Duration.between(outSince, detectedAt),
                                                Duration.between(detectedAt, decidedAt),
                                                Duration.between(decidedAt, claimed),
                                                Duration.between(claimed, fenced),
                                                Duration.between(fenced, switched),
                                                Duration.between(switched, concluded))))));
    }

    /** From the outage to the end. */
    public Duration total() {
        return detect.plus(decide).plus(claim).plus(fence).plus(leaseWait).plus(verify);
    }

    private static Optional<Instant> at(List<TimelineEntry> move, String event) {
        return move.stream()
                .filter(entry -> entry.event().equals(event))
                .map(TimelineEntry::at)
                .findFirst();
    }
}
