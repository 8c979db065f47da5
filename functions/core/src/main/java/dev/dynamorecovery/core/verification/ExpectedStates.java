package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The expected state of a job.
 *
 * @param source the state, or null when the job has none
 * @param described the state in words
 * @param baselineInstant the instant of the baseline, where it is one
 */
public record ExpectedStates(
        @Nullable ExpectedStateSource source,
        String described,
        @Nullable Instant baselineInstant) {

    /** The expected state of that job. */
    public static ExpectedStates of(RecoveryJob.Restore job, ObjectStore work, ObjectStore evidence) {
        return switch (job.expectedState()) {
            case ExpectedSource.Baseline baseline -> {
                BaselineManifest manifest = new StoredBaselines(evidence).read(job.table(), baseline.baseline());
                yield new ExpectedStates(
                        new BaselineState(manifest, evidence), "baseline " + manifest.baseline(), manifest.instant());
            }
            case ExpectedSource.ChangeLog log -> {
                BaselineManifest manifest = new StoredBaselines(evidence).read(job.table(), log.baseline());
                yield new ExpectedStates(
                        new DerivedState(manifest, job.execution(), work, evidence),
                        "baseline %s and the change log".formatted(manifest.baseline()),
                        manifest.instant());
            }
            case ExpectedSource.LiveTable live ->
                new ExpectedStates(new LiveTableState(job.keys(), work), "the live table", null);
            case ExpectedSource.None none -> new ExpectedStates(null, "nothing", null);
        };
    }

    /** The comparison of the job's copy with the state. */
    public CopyComparison comparison(RecoveryJob.Restore job, StoredDocuments work) {
        if (source == null) {
            throw new IllegalArgumentException("The job of execution " + job.execution()
                    + " has no expected state: there is nothing to compare its copy with");
        }
        return new CopyComparison(job, source, work);
    }
}
