package dev.dynamorecovery.core.failover.notice;

import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.decision.DecisionEvidence;
import dev.dynamorecovery.core.failover.measure.RtoBreakdown;
import java.util.List;
import java.util.Optional;

/**
 * How an execution that moves a group ended.
 *
 * @param purpose a failover, or a planned move
 * @param outcome {@code Concluded}, {@code Released}, {@code Rejected}, {@code Failed} and the like
 * @param reason why it ended so
 * @param cause why it was begun
 * @param servingNow the Region that takes writes by the record, if the record could be read
 * @param fencedNow the Regions that take none until they are proven caught up
 */
public record FailoverEnd(
        String group,
        String incident,
        String from,
        String target,
        Purpose purpose,
        String outcome,
        String reason,
        String cause,
        boolean verified,
        Optional<DecisionEvidence> evidence,
        Optional<String> servingNow,
        List<String> fencedNow,
        Optional<RtoBreakdown> rto) {}
