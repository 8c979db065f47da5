package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.DerivedItems;
import dev.dynamorecovery.core.derivation.KeyTrail;
import dev.dynamorecovery.core.derivation.SettledItem;
import dev.dynamorecovery.core.derivation.UnexplainedItem;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.digest.StoredRecords;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.Evidence;
import dev.dynamorecovery.core.restore.LogStretch;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The state at the restore point, derived from a baseline and the change log. */
public final class DerivedState implements ExpectedStateSource {

    private final BaselineManifest manifest;
    private final BaselineState baseline;
    private final StoredDocuments work;
    private final StoredDigests digests;
    private final DerivationKeys keys;

    /** What the steps of the execution's derivation left in the work bucket. */
    public DerivedState(BaselineManifest manifest, String execution, ObjectStore work, ObjectStore evidence) {
        this.manifest = manifest;
        this.baseline = new BaselineState(manifest, evidence);
        this.work = new StoredDocuments(work);
        this.digests = new StoredDigests(work);
        this.keys = new DerivationKeys(execution);
    }

    @Override
    public BucketedDigest digest() {
        BucketedDigest digest = baseline.digest();
        digest.merge(digests.read(keys.sum()));
        for (int partition = 0; partition < partitions(); partition++) {
            digest.merge(digests.read(keys.settledDigest(partition)));
        }
        return digest;
    }

    @Override
    public ItemStates items(Consumer<UnexplainedItem> unexplained) {
        return new DerivedItems(
                plan().derivation(),
                baseline.items(unexplained),
                new StoredRecords<>(work.store(), keys.trails(), KeyTrail.CODEC),
                new StoredRecords<>(work.store(), keys.settledItems(), SettledItem.CODEC),
                unexplained);
    }

    @Override
    public String objection() {
        return "";
    }

    @Override
    public Evidence.Data evidence(RestoredPoint point, DifferenceCounts counts) {
        return new Evidence.Data.ComparedWithDerivedState(stretch(), counts);
    }

    /** What the state was derived from. */
    @Override
    public LogStretch stretch() {
        DerivationPlan plan = plan();
        TimeSpan span = plan.derivation().span();
        List<Gap> gaps = new ArrayList<>(plan.gaps());
        gaps.addAll(summary().gaps());
        // Across a stretch that is known to be unknown changes do not join up: that is what it means, and no more.
        boolean explained = gaps.stream().anyMatch(gap -> gap.cause() != GapCause.NOT_SETTLED);
        long items = 0;
        for (int partition = 0; partition < partitions(); partition++) {
            Settlement settlement = work.read(keys.settlement(partition), Settlement.class);
            gaps.addAll(settlement.gaps());
            items += settlement.items();
        }
        if (!explained) {
            gaps.addAll(missingChanges(span));
        }
        return new LogStretch(
                manifest.baseline(),
                manifest.instant(),
                span.from(),
                span.until(),
                summary().changes(),
                items,
                gaps.stream().distinct().toList());
    }

    private List<Gap> missingChanges(TimeSpan span) {
        long items = work.store().list(keys.unexplained()).stream()
                .mapToLong(key -> work.read(key, Long.class))
                .sum();
        return items == 0
                ? List.of()
                : List.of(new Gap(
                        manifest.table(),
                        span.from(),
                        span.until(),
                        GapCause.CHANGE_MISSING,
                        "the changes of %d item(s) do not join up with each other or with baseline %s"
                                .formatted(items, manifest.baseline())));
    }

    private int partitions() {
        return summary().partitions();
    }

    private LogSum summary() {
        return work.read(keys.summary(), LogSum.class);
    }

    private DerivationPlan plan() {
        return work.read(keys.plan(), DerivationPlan.class);
    }
}
