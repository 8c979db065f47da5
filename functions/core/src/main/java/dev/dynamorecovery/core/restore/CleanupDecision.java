package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.settings.CopyTags;
import java.time.Instant;

/** Whether an execution may delete a table as the copy it made. Unknown means no. */
public sealed interface CleanupDecision {

    /**
     * The table is this execution's own copy.
     *
     * @param liftProtectionFirst whether deletion protection has to be switched off before
     * @param evidence what proves that the copy is its own
     */
    record Delete(String table, boolean liftProtectionFirst, String evidence) implements CleanupDecision {}

    /** There is nothing to delete. */
    record AlreadyGone() implements CleanupDecision {}

    /** The copy cannot be deleted yet: ask again. */
    record NotYet(String status) implements CleanupDecision {}

    /** The table stays. */
    record Keep(String reason) implements CleanupDecision {}

    /**
     * Who asks, and for which table.
     *
     * @param execution the execution's identifier, as it stands in the tag {@code recovery:execution}
     * @param startedAt when the execution began: a table that is older was there before it
     */
    record Claim(String table, String sourceTable, String sourceArn, String execution, Instant startedAt) {}

    /** Climbs the ladder of refusals; only a table that passes every rung is deleted. */
    static CleanupDecision decide(Claim claim, CopyObservation observation) {
        if (claim.table().equals(claim.sourceTable())) {
            return new Keep("it is the source table itself");
        }
        return switch (observation) {
            case CopyObservation.Missing missing -> new AlreadyGone();
            case CopyObservation.Unknown unknown -> new Keep("its owner could not be established: " + unknown.reason());
            case CopyObservation.Found found -> decide(claim, found);
        };
    }

    private static CleanupDecision decide(Claim claim, CopyObservation.Found found) {
        if (found.arn().equals(claim.sourceArn())) {
            return new Keep("it is the source table itself");
        }
        if (found.tags().containsKey(RecoveryPlan.TAG)) {
            return new Keep("it carries the tag " + RecoveryPlan.TAG + ": somebody protects it");
        }
        var owner = found.tags().get(CopyTags.EXECUTION);
        if (owner != null && !owner.equals(claim.execution())) {
            return new Keep("it belongs to another execution: " + owner);
        }
        if (owner == null && !wasRestoredBy(claim, found)) {
            return new Keep("nothing proves that this execution made it");
        }
        return switch (found.status()) {
            case "ACTIVE" ->
                new Delete(
                        claim.table(),
                        found.deletionProtected(),
                        owner != null
                                ? "tag " + CopyTags.EXECUTION + " = " + owner
                                : "restored from " + claim.sourceArn() + " at " + found.createdAt()
                                        + ", after this execution began");
            case "DELETING" -> new AlreadyGone();
            case "CREATING", "UPDATING" -> new NotYet(found.status());
            default -> new Keep("its status is " + found.status());
        };
    }

    private static boolean wasRestoredBy(Claim claim, CopyObservation.Found found) {
        return found.restore().isPresent()
                && found.restore().get().sourceArn().equals(claim.sourceArn())
                && !found.createdAt().isBefore(claim.startedAt());
    }
}
