package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineDocument;
import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.baseline.BaselineProof;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.restore.QuietWindow;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Keeps what two equal readings of a quiet table saw as a baseline. */
public final class BaselineTaking {

    private final BaselineFiles files;
    private final StoredDocuments work;
    private final ObjectStore evidence;

    /** Takes baselines out of the work bucket into the evidence bucket. */
    public BaselineTaking(TableSettingsReader settingsReader, ObjectStore work, ObjectStore evidence) {
        this.files = new BaselineFiles(settingsReader, work, evidence);
        this.work = new StoredDocuments(work);
        this.evidence = evidence;
    }

    /** What came of it. */
    public sealed interface Outcome {

        /** The baseline is kept. */
        record Taken(BaselineManifest manifest) implements Outcome {

            /** What the execution answers. */
            public ExecutionOutput output() {
                return new ExecutionOutput(
                        "BaselineTaken",
                        manifest.table(),
                        null,
                        false,
                        null,
                        manifest.baseline(),
                        manifest.instant(),
                        null,
                        null,
                        null,
                        null,
                        true,
                        "Baseline %s of %s holds its %d items as of %s"
                                .formatted(
                                        manifest.baseline(),
                                        manifest.table(),
                                        manifest.itemCount(),
                                        manifest.instant()),
                        List.of());
            }
        }

        /** There is no baseline. */
        record NotQuiet(String reason) implements Outcome {}
    }

    /** Compares the two readings and, if they are equal and a whole second apart, keeps the first. */
    public Outcome take(RecoveryJob.Baseline job) {
        WorkKeys keys = job.keys();
        StoredDigests digests = new StoredDigests(work.store());
        DigestPass first = work.read(keys.pass(Side.FIRST), DigestPass.class);
        DigestPass second = work.read(keys.pass(Side.SECOND), DigestPass.class);
        if (!digests.read(keys.digest(Side.FIRST)).equals(digests.read(keys.digest(Side.SECOND)))) {
            return new Outcome.NotQuiet(
                    "Table %s was written between %s and %s, so no state of it can be told: stop its writers for a moment,"
                                    .formatted(job.table(), first.startedAt(), second.endedAt())
                            + " then take the baseline again.");
        }
        Instant instant = first.firstWholeSecondAfter();
        if (second.startedAt().isBefore(instant.plus(1, ChronoUnit.SECONDS))) {
            throw new IllegalStateException("The second reading of table %s began at %s, not a whole second after %s"
                    .formatted(job.table(), second.startedAt(), first.endedAt()));
        }
        String baseline = StoredBaselines.name(instant, job.execution());
        String folder = new BaselineKeys(job.table()).folder(baseline);
        files.copyFingerprints(keys, Side.FIRST, folder);
        files.copy(keys.digest(Side.FIRST), folder + BaselineFiles.DIGEST);
        BaselineManifest manifest = new BaselineManifest(
                BaselineManifest.FORMAT_VERSION,
                baseline,
                job.table(),
                job.tableArn(),
                instant,
                new QuietWindow(first.endedAt(), second.startedAt()),
                first.itemCount(),
                files.settings(job.table()),
                BaselineFiles.DIGEST,
                BaselineFiles.FINGERPRINTS,
                null,
                BaselineProof.QUIET_READINGS,
                StoredHashKey.read(keys, work.store()).toHex(),
                job.plan(),
                job.planVersion());
        evidence.write(new BaselineKeys(job.table()).manifest(baseline), BaselineDocument.write(manifest));
        return new Outcome.Taken(manifest);
    }
}
