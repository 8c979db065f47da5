package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineDocument;
import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.baseline.BaselineProof;
import dev.dynamorecovery.core.derivation.Correction;
import dev.dynamorecovery.core.derivation.SettledItem;
import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.RecordWriter;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.digest.StoredRecords;
import dev.dynamorecovery.core.restore.QuietWindow;
import dev.dynamorecovery.core.settings.TableSettings;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;

/** Brings what a baseline is made of out of the work bucket into the evidence bucket. */
final class BaselineFiles {

    static final String DIGEST = "digest";
    static final String FINGERPRINTS = "fingerprints";
    static final String CORRECTIONS = "corrections";

    private final TableSettingsReader settingsReader;
    private final ObjectStore work;
    private final ObjectStore evidence;

    BaselineFiles(TableSettingsReader settingsReader, ObjectStore work, ObjectStore evidence) {
        this.settingsReader = settingsReader;
        this.work = work;
        this.evidence = evidence;
    }

    /** A baseline that was kept, and how many of its items the log corrected. */
    record Kept(BaselineManifest manifest, long corrections) {}

    /** Keeps one reading of a job, with what the job's derivation settled put to its state at the instant. */
    Kept keep(RecoveryJob job, Side side, Instant instant, BaselineProof proof) {
        String baseline = StoredBaselines.name(instant, job.execution());
        String folder = new BaselineKeys(job.table()).folder(baseline);
        BucketedDigest digest = new StoredDigests(work).read(job.keys().digest(side));
        long corrections = correct(new DerivationKeys(job.execution()), digest, folder);
        copyFingerprints(job.keys(), side, folder);
        BaselineManifest manifest = new BaselineManifest(
                BaselineManifest.FORMAT_VERSION,
                baseline,
                job.table(),
                job.tableArn(),
                instant,
                new QuietWindow(instant, instant),
                digest.itemCount(),
                settings(job.table()),
                DIGEST,
                FINGERPRINTS,
                corrections == 0 ? null : CORRECTIONS,
                proof,
                StoredHashKey.read(job.keys(), work).toHex(),
                job.plan(),
                job.planVersion());
        evidence.write(new BaselineKeys(job.table()).manifest(baseline), BaselineDocument.write(manifest));
        return new Kept(manifest, corrections);
    }

    /** The settings that the live table has now. */
    TableSettings settings(String table) {
        return settingsReader
                .read(table)
                .orElseThrow(() -> new IllegalStateException(
                        "Table " + table + " is gone: somebody deleted it while its baseline was taken"))
                .settings();
    }

    /** Copies the fingerprints of one reading. */
    void copyFingerprints(WorkKeys keys, Side side, String folder) {
        String from = keys.fingerprints(side);
        for (String key : work.list(from + "/")) {
            copy(key, folder + FINGERPRINTS + key.substring(from.length()));
        }
    }

    void copy(String from, String to) {
        try (InputStream in = work.open(from)) {
            evidence.write(to, in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The object '" + from + "' could not be read", unreadable);
        }
    }

    /**
     * Stores the digest of a reading with all settled items put to their state at the restore point, and those items
     * beside it. Answers how many had to be corrected.
     */
    private long correct(DerivationKeys derivation, BucketedDigest digest, String folder) {
        RecordWriter<Correction> corrections = new RecordWriter<>(evidence, folder + CORRECTIONS, Correction.CODEC);
        long[] count = {0};
        new StoredRecords<>(work, derivation.settledItems(), SettledItem.CODEC).read(BucketSet.all(), item -> {
            if (!Objects.equals(item.expected(), item.atPoint())) {
                ItemSettlement.replace(digest, item.expected(), item.atPoint());
                corrections.add(new Correction(item.bucket(), item.key(), item.atPoint()));
                count[0]++;
            }
        });
        if (count[0] > 0) {
            corrections.finish();
        }
        new StoredDigests(evidence).write(folder + DIGEST, digest);
        return count[0];
    }
}
