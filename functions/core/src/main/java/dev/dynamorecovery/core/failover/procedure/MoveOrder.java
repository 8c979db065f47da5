package dev.dynamorecovery.core.failover.procedure;

import dev.dynamorecovery.core.failover.control.NamedOverride;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.decision.Asked;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import org.jspecify.annotations.Nullable;

/**
 * What one execution has to do: the same at each of its steps, so that any of them can be repeated.
 *
 * @param incident what the move answers
 * @param epoch of the record that the decision looked at; the claim raises it by one
 * @param claimant the Region and the execution that act
 * @param automatic whether a machine decided
 * @param goesOn whether the claim of a controller that has stopped is taken over, rather than a new one taken
 */
public record MoveOrder(
        String group,
        String incident,
        Purpose purpose,
        long epoch,
        String target,
        String claimant,
        boolean automatic,
        @Nullable NamedOverride override,
        boolean goesOn) {

    /** The order that a decision leads to. */
    public static MoveOrder of(String group, FailoverDecision.Failover decision, Asked asked, String region) {
        return new MoveOrder(
                group,
                decision.incident(),
                decision.purpose(),
                decision.evidence().epoch(),
                decision.target(),
                region + "/" + decision.execution(),
                asked.automatic(),
                asked.override().orElse(null),
                decision.goesOn());
    }

    /** The order of a person's planned move. */
    public static MoveOrder planned(String group, long epoch, String target, String region, String execution) {
        return new MoveOrder(
                group, execution, Purpose.SWITCHOVER, epoch, target, region + "/" + execution, false, null, false);
    }

    /** The epoch under which all steps after the first act. */
    long heldEpoch() {
        return epoch + 1;
    }
}
