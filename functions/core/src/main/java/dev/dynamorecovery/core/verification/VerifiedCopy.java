package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineProof;
import dev.dynamorecovery.core.derivation.Derivation;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import dev.dynamorecovery.core.store.ObjectStore;
import java.util.Optional;

/**
 * Makes a restored copy that the change log proved right the table's next baseline, so that the next restore has only the
 * log since then to read: also where the table is never quiet.
 */
public final class VerifiedCopy {

    private static final String CONSISTENT = "Consistent";

    private final BaselineFiles files;
    private final StoredDocuments work;

    /** Keeps copies out of the work bucket in the evidence bucket. */
    public VerifiedCopy(TableSettingsReader settingsReader, ObjectStore work, ObjectStore evidence) {
        this.files = new BaselineFiles(settingsReader, work, evidence);
        this.work = new StoredDocuments(work);
    }

    /**
     * Keeps the copy of a job as a baseline, if it was proven and that was asked for.
     *
     * <p>Items that were changed within the restore's tolerance are put to their state by the log before the instant: a
     * baseline holds every change stamped before its instant and none stamped later.
     */
    public Optional<KeptBaseline> keep(RecoveryJob.Restore job) {
        if (!job.keepBaseline() || !(job.expectedState() instanceof ExpectedSource.ChangeLog) || !isProven(job)) {
            return Optional.empty();
        }
        DerivationKeys derivation = new DerivationKeys(job.execution());
        Derivation derived = work.read(derivation.plan(), DerivationPlan.class).derivation();
        if (derived.base().equals(derived.point())) {
            return Optional.empty();
        }
        BaselineFiles.Kept kept = files.keep(job, Side.RESTORED, derived.point(), BaselineProof.VERIFIED_COPY);
        return Optional.of(new KeptBaseline(
                kept.manifest().baseline(),
                kept.manifest().instant(),
                kept.manifest().itemCount(),
                kept.corrections()));
    }

    private boolean isProven(RecoveryJob.Restore job) {
        return work.read(job.keys().judgement(), Judgement.class)
                .outcome()
                .label()
                .equals(CONSISTENT);
    }
}
