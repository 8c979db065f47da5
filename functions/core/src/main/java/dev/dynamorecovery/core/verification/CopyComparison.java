package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.comparison.BucketGroup;
import dev.dynamorecovery.core.comparison.Disclosure;
import dev.dynamorecovery.core.comparison.GroupComparison;
import dev.dynamorecovery.core.comparison.GroupOutcome;
import dev.dynamorecovery.core.comparison.OpeningPlan;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.digest.StoredItemStates;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.report.NamedDifference;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;

/**
 * Compares a restored copy with its expected state: first the digests, then, group by group, the items of unequal
 * buckets.
 */
public final class CopyComparison {

    /** The items of both sides that one group holds in memory: some 200 MB of fingerprints with wide items. */
    private static final long GROUP_ITEMS = 200_000;

    private final RecoveryJob.Restore job;
    private final ExpectedStateSource expected;
    private final StoredDocuments work;
    private final StoredDigests digests;
    private final WorkKeys keys;

    /** The comparison of one job; what it finds is stored in the work bucket. */
    public CopyComparison(RecoveryJob.Restore job, ExpectedStateSource expected, StoredDocuments work) {
        this.job = job;
        this.expected = expected;
        this.work = work;
        this.digests = new StoredDigests(work.store());
        this.keys = job.keys();
    }

    /**
     * Where the comparison stands before buckets are opened.
     *
     * @param expectedItemCount items of the expected state
     * @param restoredItemCount items of the copy
     * @param unequalBuckets how many of the 65,536 buckets differ; none when the expected state can't be compared with
     * @param groups in how many groups they are opened
     */
    public record Summary(long expectedItemCount, long restoredItemCount, int unequalBuckets, int groups) {}

    /** Compares the digests. */
    public Summary compareDigests() {
        BucketedDigest expectedDigest = expected.digest();
        BucketedDigest restored = restoredDigest();
        OpeningPlan plan = expected.objection().isEmpty()
                ? OpeningPlan.of(expectedDigest, restored, GROUP_ITEMS)
                : OpeningPlan.of(restored, restored, GROUP_ITEMS);
        digests.write(keys.unequalBuckets(), plan.unequal());
        Summary summary = new Summary(
                expectedDigest.itemCount(),
                restored.itemCount(),
                plan.unequal().size(),
                plan.groups().size());
        work.write(keys.comparison(), summary);
        return summary;
    }

    /**
     * Names every difference in one group, one JSON object a line.
     *
     * <p>Refuses items that are not those that were digested: then the copy was written meanwhile.
     */
    public DifferenceCounts joinGroup(int index, HashKey hashKey) {
        BucketedDigest expectedDigest = expected.digest();
        BucketedDigest restored = restoredDigest();
        BucketGroup group =
                OpeningPlan.of(expectedDigest, restored, GROUP_ITEMS).groups().get(index);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        long[] unexplained = {0};
        GroupOutcome outcome = new GroupComparison(
                        new ItemHasher(hashKey, job.keySchema()),
                        job.revealValues() ? Disclosure.REVEALED : Disclosure.REDACTED)
                .compare(
                        group,
                        expected.items(item -> {
                            // The digest counts what its records say, the item what they seem to end in.
                            expectedDigest.remove(item.bucket(), item.hash(), item.count());
                            unexplained[0]++;
                        }),
                        new StoredItemStates(work.store(), keys.openedItems(Side.RESTORED)),
                        difference -> lines.writeBytes(DifferenceLines.line(NamedDifference.of(difference))));
        if (!outcome.agreesWith(group, expectedDigest, restored)) {
            throw new IllegalStateException("Table " + job.target()
                    + " or the state it is compared with was written while it was verified: see who writes to it, then"
                    + " ask for the restore again");
        }
        if (unexplained[0] > 0) {
            work.write(new DerivationKeys(job.execution()).unexplained(index), unexplained[0]);
        }
        work.store().write(keys.differences(index), lines.toByteArray());
        DifferenceCounts counts =
                new DifferenceCounts(outcome.missingCount(), outcome.extraCount(), outcome.differentCount());
        work.write(keys.differenceCounts(index), counts);
        return counts;
    }

    /** The differences of all groups; refuses to count while a group is missing. */
    public DifferenceCounts counts() {
        return IntStream.range(0, summary().groups())
                .mapToObj(group -> work.read(keys.differenceCounts(group), DifferenceCounts.class))
                .reduce(
                        new DifferenceCounts(0, 0, 0),
                        (one, other) -> new DifferenceCounts(
                                one.missing() + other.missing(),
                                one.extra() + other.extra(),
                                one.different() + other.different()));
    }

    /** The digests' part of the comparison. */
    public Summary summary() {
        return work.read(keys.comparison(), Summary.class);
    }

    private BucketedDigest restoredDigest() {
        return digests.read(keys.digest(Side.RESTORED));
    }
}
