package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineDocument;
import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.baseline.BaselineProof;
import dev.dynamorecovery.core.derivation.Derivation;
import dev.dynamorecovery.core.derivation.FoundStates;
import dev.dynamorecovery.core.derivation.Heartbeat;
import dev.dynamorecovery.core.derivation.ItemLookup;
import dev.dynamorecovery.core.derivation.TableLog;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.digest.ItemStateWriter;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.plan.ChangeAttributes;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.plan.Verification;
import dev.dynamorecovery.core.report.NamedDifference;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.Evidence;
import dev.dynamorecovery.core.restore.QuietWindow;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.Verdict;
import dev.dynamorecovery.core.settings.SampleSettings;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One verification by the change log from beginning to end, as the state machine runs it. */
public final class DerivationRun {

    static final int SEGMENTS = 2;
    static final ChangeLogPlan HEARTBEAT = new ChangeLogPlan(
            Optional.of(new Item(Map.of("id", new AttributeValue.Text(DerivationModel.HEARTBEAT)))),
            ChangeAttributes.NONE);
    private static final Verification NOTHING =
            new Verification(new Verification.Extent.Full(), List.of(), List.of(), List.of());

    final InMemoryObjectStore work = new InMemoryObjectStore();
    final InMemoryObjectStore evidence;
    final RecoveryJob.Restore job;
    private final BaselineManifest manifest;
    private final StoredDocuments documents = new StoredDocuments(work);
    private final ItemHasher hasher = new ItemHasher(SampleVerification.HASH_KEY, SampleVerification.KEY);
    private final Heartbeat heartbeat = Heartbeat.of(HEARTBEAT, SampleVerification.KEY);

    public DerivationRun(
            String execution, BaselineManifest manifest, RestoredPoint point, InMemoryObjectStore evidence) {
        this.manifest = manifest;
        this.evidence = evidence;
        ExpectedSource expected = new ExpectedSource.ChangeLog(manifest.baseline());
        RecoveryJob.Restore sample = SampleVerification.restore(expected, true);
        this.job = new RecoveryJob.Restore(
                execution,
                sample.startedAt(),
                sample.table(),
                sample.tableArn(),
                sample.keySchema(),
                sample.target(),
                point,
                expected,
                sample.plan(),
                sample.planVersion(),
                true,
                true,
                null,
                false,
                SEGMENTS,
                sample.passes(),
                sample.openings(),
                0);
        StoredHashKey.write(job.keys(), SampleVerification.HASH_KEY, work);
    }

    /** Stores a baseline of that state. */
    public static BaselineManifest baseline(Map<String, Item> state, Instant instant, InMemoryObjectStore evidence) {
        ItemHasher hasher = new ItemHasher(SampleVerification.HASH_KEY, SampleVerification.KEY);
        String baseline = StoredBaselines.name(instant, "base-" + instant);
        String folder = new BaselineKeys("orders").folder(baseline);
        BucketedDigest digest = new BucketedDigest();
        ItemStateWriter fingerprints = new ItemStateWriter(evidence, folder + "fingerprints/00000");
        state.values().forEach(item -> {
            digest.add(hasher.hash(item));
            fingerprints.add(Fingerprint.of(item, hasher));
        });
        fingerprints.finish();
        new StoredDigests(evidence).write(folder + "digest", digest);
        BaselineManifest manifest = new BaselineManifest(
                BaselineManifest.FORMAT_VERSION,
                baseline,
                "orders",
                SampleVerification.ARN,
                instant,
                new QuietWindow(instant, instant),
                state.size(),
                SampleSettings.rich(),
                "digest",
                "fingerprints",
                null,
                BaselineProof.QUIET_READINGS,
                SampleVerification.HASH_KEY.toHex(),
                "orders",
                "version");
        evidence.write(new BaselineKeys("orders").manifest(baseline), BaselineDocument.write(manifest));
        return manifest;
    }

    /** What a verification found. */
    public record Found(Evidence.Data.ComparedWithDerivedState data, List<String> named, Verdict verdict) {}

    /** Verifies a copy against the log. */
    public Found verify(Map<String, Item> copy, TableLog log) {
        List<Item> items = List.copyOf(copy.values());
        List<Item> data = items.stream().filter(item -> !heartbeat.is(item)).toList();
        SampleVerification.digest(data, job.execution(), Side.RESTORED, SEGMENTS, true, work);
        StateDerivation derivation = new StateDerivation(job, documents, log, hasher, heartbeat);
        DerivationPlan plan = derivation.plan(Derivation.of(manifest.instant(), job.restorePoint()));
        for (int slice = plan.slices().size() - 1; slice >= 0; slice--) {
            derivation.sum(slice);
        }
        int partitions = derivation.merge(5);
        for (int partition = 0; partition < partitions; partition++) {
            new ItemSettlement(job, documents, FoundStates.lookedUp(lookup(copy), hasher)).settle(partition);
        }
        DerivedState expected = new DerivedState(manifest, job.execution(), work, evidence);
        CopyComparison comparison = new CopyComparison(job, expected, documents);
        CopyComparison.Summary summary = comparison.compareDigests();
        if (summary.groups() > 0) {
            SampleVerification.work(
                    data,
                    job.execution(),
                    Side.RESTORED,
                    SEGMENTS,
                    Duration.ofSeconds(60),
                    work,
                    SegmentOpening.WORK,
                    part -> SegmentOpening.of(
                            part,
                            new StoredDigests(work).readBuckets(job.keys().unequalBuckets()),
                            SampleVerification.HASH_KEY,
                            work));
            for (int slice = 0; slice < plan.slices().size(); slice++) {
                derivation.open(slice);
            }
            for (int group = 0; group < summary.groups(); group++) {
                comparison.joinGroup(group, SampleVerification.HASH_KEY);
            }
        }
        DifferenceCounts counts = comparison.counts();
        Evidence.Data.ComparedWithDerivedState evidenceOfData =
                (Evidence.Data.ComparedWithDerivedState) expected.evidence(job.restorePoint(), counts);
        return new Found(
                evidenceOfData,
                new DifferenceLines(job.keys(), summary.groups(), work)
                        .first(1000).stream()
                                .map(NamedDifference::key)
                                .map(key -> key.substring("id=".length()))
                                .sorted()
                                .toList(),
                Verdict.of(new Evidence(
                        new Evidence.Settings.Compared(List.of()), evidenceOfData, NOTHING, List.of(), List.of())));
    }

    static ItemLookup lookup(Map<String, Item> copy) {
        Map<ItemKey, Item> byKey = new TreeMap<>(copy.values().stream()
                .collect(Collectors.toMap(item -> ItemKey.of(item, SampleVerification.KEY), item -> item)));
        return (keys, found) ->
                keys.stream().filter(byKey::containsKey).map(byKey::get).forEach(found);
    }
}
