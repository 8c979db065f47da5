package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.derivation.CorrectedItems;
import dev.dynamorecovery.core.derivation.Correction;
import dev.dynamorecovery.core.derivation.UnexplainedItem;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.digest.StoredItemStates;
import dev.dynamorecovery.core.digest.StoredRecords;
import dev.dynamorecovery.core.restore.BaselineCoverage;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.Evidence;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.store.ObjectStore;
import java.util.function.Consumer;

/** The state that a baseline keeps: known for its quiet window. */
public final class BaselineState implements ExpectedStateSource {

    private final BaselineManifest manifest;
    private final String folder;
    private final ObjectStore evidence;

    /** The baseline of that manifest in the evidence bucket. */
    public BaselineState(BaselineManifest manifest, ObjectStore evidence) {
        this.manifest = manifest;
        this.folder = new BaselineKeys(manifest.table()).folder(manifest.baseline());
        this.evidence = evidence;
    }

    @Override
    public BucketedDigest digest() {
        return new StoredDigests(evidence).read(folder + manifest.digest());
    }

    @Override
    public ItemStates items(Consumer<UnexplainedItem> unexplained) {
        ItemStates fingerprints = new StoredItemStates(evidence, folder + manifest.fingerprints());
        String corrections = manifest.corrections();
        return corrections == null
                ? fingerprints
                : new CorrectedItems(
                        fingerprints, new StoredRecords<>(evidence, folder + corrections, Correction.CODEC));
    }

    @Override
    public String objection() {
        return "";
    }

    @Override
    public Evidence.Data evidence(RestoredPoint point, DifferenceCounts counts) {
        return new Evidence.Data.ComparedWithKnownState(
                manifest.quiet(), BaselineCoverage.of(point, manifest.quiet()), counts);
    }
}
