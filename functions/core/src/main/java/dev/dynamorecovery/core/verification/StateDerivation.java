package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.ChangeSum;
import dev.dynamorecovery.core.derivation.Derivation;
import dev.dynamorecovery.core.derivation.Heartbeat;
import dev.dynamorecovery.core.derivation.KeyTrail;
import dev.dynamorecovery.core.derivation.TableLog;
import dev.dynamorecovery.core.derivation.TrailOpening;
import dev.dynamorecovery.core.derivation.WindowChange;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.RecordWriter;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.item.ItemHasher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the stretch of the change log between a known state and a restore point: sums first, single items only of the
 * buckets that turn out unequal.
 *
 * <p>Each step leaves its result in the work bucket, and leaves the same when it is done again.
 */
public final class StateDerivation {

    /** The changes that one worker reads: a few seconds' work, far below a function's time limit. */
    public static final int SLICE_CHANGES = 100_000;

    /** The changes near the restore point that one worker looks at one by one. */
    private static final int PARTITION_CHANGES = 20_000;

    private static final int MOST_TRAILS = 50_000;

    private final RecoveryJob job;
    private final StoredDocuments work;
    private final StoredDigests digests;
    private final TableLog log;
    private final ItemHasher hasher;
    private final Heartbeat heartbeat;
    private final DerivationKeys keys;

    /** The derivation of one job. The hasher has the key of the baseline that the job starts from. */
    public StateDerivation(
            RecoveryJob job, StoredDocuments work, TableLog log, ItemHasher hasher, Heartbeat heartbeat) {
        this.job = job;
        this.work = work;
        this.digests = new StoredDigests(work.store());
        this.log = log;
        this.hasher = hasher;
        this.heartbeat = heartbeat;
        this.keys = new DerivationKeys(job.execution());
    }

    /** Plans the derivation; to be called until it is settled, within reason. */
    public DerivationPlan plan(Derivation derivation) {
        TimeSpan span = derivation.span();
        List<Gap> gaps = log.gaps(span).stream()
                .map(gap -> gap.until().equals(Instant.MAX)
                        ? new Gap(gap.table(), gap.from(), span.until(), gap.cause(), gap.detail())
                        : gap)
                .toList();
        DerivationPlan plan = new DerivationPlan(derivation, log.slices(span, SLICE_CHANGES), gaps);
        work.write(keys.plan(), plan);
        return plan;
    }

    /** Adds up the changes of one slice. Answers how many there were. */
    public long sum(int slice) {
        DerivationPlan plan = plan();
        RecordWriter<WindowChange> uncertain =
                new RecordWriter<>(work.store(), "%s/%05d".formatted(keys.windowChanges(), slice), WindowChange.CODEC);
        ChangeSum sum = new ChangeSum(plan.derivation(), heartbeat, hasher, uncertain::add);
        List<Gap> gaps = log.read(plan.slices().get(slice), sum::add);
        uncertain.finish();
        digests.write(keys.sliceDigest(slice), sum.digest());
        work.write(keys.sliceSummary(slice), new SliceSummary(sum.changeCount(), sum.uncertainCount(), gaps));
        return sum.changeCount();
    }

    /** Adds up all slices; answers in how many partitions the uncertain items are settled. */
    public int merge() {
        return merge(PARTITION_CHANGES);
    }

    int merge(int partitionChanges) {
        BucketedDigest total = new BucketedDigest();
        long changes = 0;
        long uncertainChanges = 0;
        List<Gap> gaps = new ArrayList<>();
        for (int slice = 0; slice < plan().slices().size(); slice++) {
            SliceSummary summary = work.read(keys.sliceSummary(slice), SliceSummary.class);
            total.merge(digests.read(keys.sliceDigest(slice)));
            changes += summary.changes();
            uncertainChanges += summary.uncertainChanges();
            gaps.addAll(summary.gaps());
        }
        digests.write(keys.sum(), total);
        int partitions = Math.toIntExact(
                Math.min(Math.ceilDiv(uncertainChanges, (long) partitionChanges), BucketedDigest.BUCKETS));
        work.write(keys.summary(), new LogSum(changes, partitions, gaps));
        return partitions;
    }

    /** Follows, through one slice, the items of the unequal buckets. Answers how many items were followed. */
    public long open(int slice) {
        DerivationPlan plan = plan();
        RecordWriter<KeyTrail> trails =
                new RecordWriter<>(work.store(), "%s/%05d".formatted(keys.trails(), slice), KeyTrail.CODEC);
        long[] opened = {0};
        TrailOpening opening = new TrailOpening(
                plan.derivation(),
                heartbeat,
                hasher,
                digests.readBuckets(new WorkKeys(job.execution()).unequalBuckets()),
                MOST_TRAILS,
                trail -> {
                    trails.add(trail);
                    opened[0]++;
                });
        // What cannot be read was missing from the sum too, and is named there; if more is missing by now, the items
        // opened do not add up to the sum, and their comparison refuses them.
        log.read(plan.slices().get(slice), opening::add);
        opening.finish();
        trails.finish();
        return opened[0];
    }

    private DerivationPlan plan() {
        return work.read(keys.plan(), DerivationPlan.class);
    }
}
