package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineProof;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.derivation.Derivation;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import dev.dynamorecovery.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one reading of a table exact that was written meanwhile: what the change log does not name was read as it was,
 * and what it names is put to its state by the log.
 */
public final class LoggedReading {

    private final BaselineFiles files;
    private final StoredDocuments work;

    /** Keeps readings out of the work bucket in the evidence bucket. */
    public LoggedReading(TableSettingsReader settingsReader, ObjectStore work, ObjectStore evidence) {
        this.files = new BaselineFiles(settingsReader, work, evidence);
        this.work = new StoredDocuments(work);
    }

    /** How the first reading of a job becomes the state of one instant. */
    public static Derivation derivation(RecoveryJob.Baseline job, StoredDocuments work) {
        DigestPass reading = work.read(job.keys().pass(Side.FIRST), DigestPass.class);
        return Derivation.ofReading(reading.startedAt(), reading.firstWholeSecondAfter());
    }

    /** Keeps the first reading of a job as a baseline, if the log explains all that was written during it. */
    public BaselineTaking.Outcome keep(RecoveryJob.Baseline job) {
        DerivationKeys derivation = new DerivationKeys(job.execution());
        DerivationPlan plan = work.read(derivation.plan(), DerivationPlan.class);
        List<String> doubts = doubts(derivation, plan);
        if (!doubts.isEmpty()) {
            return new BaselineTaking.Outcome.NotQuiet(
                    "Table %s was written while it was read, and what was written is not known exactly: %s. Stop its writers for a moment, or mend its change log, then take the baseline again."
                            .formatted(job.table(), String.join("; ", doubts)));
        }
        return new BaselineTaking.Outcome.Taken(
                files.keep(job, Side.FIRST, plan.derivation().point(), BaselineProof.LOGGED_READING)
                        .manifest());
    }

    private List<String> doubts(DerivationKeys derivation, DerivationPlan plan) {
        LogSum sum = work.read(derivation.summary(), LogSum.class);
        List<Gap> gaps = new ArrayList<>(plan.gaps());
        gaps.addAll(sum.gaps());
        long unexplained = 0;
        for (int partition = 0; partition < sum.partitions(); partition++) {
            Settlement settlement = work.read(derivation.settlement(partition), Settlement.class);
            gaps.addAll(settlement.gaps());
            unexplained += settlement.unexplained();
        }
        List<String> doubts = new ArrayList<>(
                gaps.stream().map(gap -> "its change log is " + gap.described()).toList());
        if (unexplained > 0) {
            doubts.add("%d item(s) were read in a state that no change led to".formatted(unexplained));
        }
        return doubts;
    }
}
