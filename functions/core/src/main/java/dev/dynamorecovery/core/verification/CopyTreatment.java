package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.report.CopyState;
import dev.dynamorecovery.core.report.CopyState.State;
import dev.dynamorecovery.core.restore.CleanupDecision;
import dev.dynamorecovery.core.restore.CopyObservation;
import dev.dynamorecovery.core.restore.RestoredCopies;

/** Keeps or removes the copy that an execution made, as asked, and says what stands there now. */
public final class CopyTreatment {

    private final RestoredCopies copies;

    /** Treats copies among those tables. */
    public CopyTreatment(RestoredCopies copies) {
        this.copies = copies;
    }

    /** Treats the copy of one job. A table that cannot be proven to be the job's own copy always stays. */
    public CopyState treat(RecoveryJob.Restore job) {
        CopyObservation observation = copies.observe(job.target());
        return job.keepCopy() ? kept(observation) : removed(job, observation);
    }

    private static CopyState kept(CopyObservation observation) {
        return switch (observation) {
            case CopyObservation.Missing missing -> new CopyState(State.NONE, "");
            case CopyObservation.Unknown unknown -> new CopyState(State.UNKNOWN, unknown.reason());
            case CopyObservation.Found found -> new CopyState(State.KEPT, "");
        };
    }

    private CopyState removed(RecoveryJob.Restore job, CopyObservation observation) {
        CleanupDecision.Claim claim =
                new CleanupDecision.Claim(job.target(), job.table(), job.tableArn(), job.execution(), job.startedAt());
        return switch (CleanupDecision.decide(claim, observation)) {
            case CleanupDecision.AlreadyGone gone ->
                observation instanceof CopyObservation.Missing
                        ? new CopyState(State.NONE, "")
                        : new CopyState(State.REMOVED, "it was being deleted already");
            case CleanupDecision.NotYet notYet ->
                new CopyState(
                        State.LEFT_BEHIND, "it is " + notYet.status() + ", and only an active table can be deleted");
            case CleanupDecision.Keep keep -> new CopyState(State.LEFT_BEHIND, keep.reason());
            case CleanupDecision.Delete delete ->
                copies.delete(delete)
                        ? new CopyState(State.REMOVED, delete.evidence())
                        : new CopyState(State.LEFT_BEHIND, "it did not take the deletion yet");
        };
    }
}
