package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.report.CopyState;
import dev.dynamorecovery.core.report.CopyState.State;
import dev.dynamorecovery.core.restore.CleanupDecision;
import dev.dynamorecovery.core.restore.CopyObservation;
import dev.dynamorecovery.core.restore.RestoredCopies;
import java.util.Optional;

/** Keeps or removes the copy that an execution made, as asked, and says what stands there now. */
public final class CopyTreatment {

    /** A restore takes up to hours: nobody waits for it only to delete its table. */
    private static final String BEING_RESTORED = "CREATING";

    private final RestoredCopies copies;

    /** Treats copies among those tables. */
    public CopyTreatment(RestoredCopies copies) {
        this.copies = copies;
    }

    /**
     * Treats the copy of one job. A table that cannot be proven to be the job's own copy always stays.
     *
     * @return what stands there now, or empty when the table changes at this moment: ask again
     */
    public Optional<CopyState> treat(RecoveryJob.Restore job) {
        CopyObservation observation = copies.observe(job.target());
        if (job.copyIsLent()) {
            return Optional.of(
                    observation instanceof CopyObservation.Found ? new CopyState(State.LENT, "") : kept(observation));
        }
        return job.keepCopy() ? Optional.of(kept(observation)) : removed(job, observation);
    }

    private static CopyState kept(CopyObservation observation) {
        return switch (observation) {
            case CopyObservation.Missing missing -> new CopyState(State.NONE, "");
            case CopyObservation.Unknown unknown -> new CopyState(State.UNKNOWN, unknown.reason());
            case CopyObservation.Found found -> new CopyState(State.KEPT, "");
        };
    }

    private Optional<CopyState> removed(RecoveryJob.Restore job, CopyObservation observation) {
        CleanupDecision.Claim claim =
                new CleanupDecision.Claim(job.target(), job.table(), job.tableArn(), job.execution(), job.startedAt());
        return switch (CleanupDecision.decide(claim, observation)) {
            case CleanupDecision.AlreadyGone gone ->
                Optional.of(
                        observation instanceof CopyObservation.Missing
                                ? new CopyState(State.NONE, "")
                                : new CopyState(State.REMOVED, "it was being deleted already"));
            case CleanupDecision.NotYet notYet ->
                notYet.status().equals(BEING_RESTORED)
                        ? Optional.of(new CopyState(State.LEFT_BEHIND, "it is still being restored"))
                        : Optional.empty();
            case CleanupDecision.Keep keep -> Optional.of(new CopyState(State.LEFT_BEHIND, keep.reason()));
            case CleanupDecision.Delete delete ->
                copies.delete(delete) ? Optional.of(new CopyState(State.REMOVED, delete.evidence())) : Optional.empty();
        };
    }
}
