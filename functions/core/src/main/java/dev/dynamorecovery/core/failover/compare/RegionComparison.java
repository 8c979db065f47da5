package dev.dynamorecovery.core.failover.compare;

import dev.dynamorecovery.core.comparison.BucketGroup;
import dev.dynamorecovery.core.comparison.Disclosure;
import dev.dynamorecovery.core.comparison.GroupComparison;
import dev.dynamorecovery.core.comparison.OpeningPlan;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.DigestFormat;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.digest.StoredItemStates;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.report.NamedDifference;
import dev.dynamorecovery.core.verification.DigestPass;
import dev.dynamorecovery.core.verification.Side;
import dev.dynamorecovery.core.verification.StoredDocuments;
import dev.dynamorecovery.core.verification.WorkKeys;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares all tables of a group in two Regions: first the digests, then, where they differ, item by item.
 *
 * @param attempt how often everything was compared before, from 0: what was on its way then may have arrived
 */
public record RegionComparison(RegionComparisonJob job, int attempt, StoredDocuments work) {

    /** How many differing items are named. */
    public static final int MOST_NAMED = 100;

    private static final long GROUP_ITEMS = 200_000;
    private static final int DIGITS_OF_PROOF = 16;

    /**
     * What the digests say.
     *
     * @param proof names both digests and counts; it goes into the control record's history
     */
    public record Equality(boolean equal, String proof, List<TableEquality> tables) {}

    /** @param unequalBuckets how many of the 65,536 buckets differ; equal digests prove equality */
    public record TableEquality(String table, long servingItems, long targetItems, int unequalBuckets) {}

    /**
     * Items that differ.
     *
     * @param missing items that the target lacks
     * @param extra items that the target alone holds
     * @param different items that both hold in different states
     * @param named the first of them
     */
    public record Differences(long missing, long extra, long different, List<NamedDifference> named) {

        /** In numbers, without any item's data. */
        public String described() {
            return "%d items are missing in the target, %d are only there, %d differ"
                    .formatted(missing, extra, different);
        }
    }

    /** Adds up what the segments left, and compares. */
    public Equality digests() {
        StoredDigests digests = new StoredDigests(work.store());
        List<TableEquality> tables = new ArrayList<>();
        List<String> proofs = new ArrayList<>();
        for (int i = 0; i < job.tables().size(); i++) {
            WorkKeys keys = job.keys(attempt, i);
            BucketedDigest serving = merged(keys, i, Side.SERVING, digests);
            BucketedDigest target = merged(keys, i, Side.TARGET, digests);
            OpeningPlan plan = OpeningPlan.of(serving, target, GROUP_ITEMS);
            digests.write(keys.unequalBuckets(), plan.unequal());
            String name = job.tables().get(i).name();
            tables.add(new TableEquality(
                    name,
                    serving.itemCount(),
                    target.itemCount(),
                    plan.unequal().size()));
            proofs.add(name + ": " + serving.itemCount() + " items, digest " + shortened(serving));
        }
        boolean equal = tables.stream().allMatch(table -> table.unequalBuckets() == 0);
        return new Equality(
                equal,
                equal
                        ? "equal in %s and %s; %s".formatted(job.serving(), job.target(), String.join("; ", proofs))
                        : "not equal: "
                                + tables.stream()
                                        .filter(table -> table.unequalBuckets() > 0)
                                        .map(table -> "%s: %d and %d items, %d of 65,536 buckets differ"
                                                .formatted(
                                                        table.table(),
                                                        table.servingItems(),
                                                        table.targetItems(),
                                                        table.unequalBuckets()))
                                        .collect(Collectors.joining("; ")),
                tables);
    }

    private BucketedDigest merged(WorkKeys keys, int table, Side side, StoredDigests digests) {
        DigestPass.merge(keys, side, job.tables().get(table).segments(), work);
        return digests.read(keys.digest(side));
    }

    /** Names the items of the unequal buckets, after the segments have written them down. */
    public Differences differences(HashKey hashKey) {
        StoredDigests digests = new StoredDigests(work.store());
        long missing = 0;
        long extra = 0;
        long different = 0;
        List<NamedDifference> named = new ArrayList<>();
        for (int i = 0; i < job.tables().size(); i++) {
            WorkKeys keys = job.keys(attempt, i);
            OpeningPlan plan = OpeningPlan.of(
                    digests.read(keys.digest(Side.SERVING)), digests.read(keys.digest(Side.TARGET)), GROUP_ITEMS);
            GroupComparison comparison = new GroupComparison(
                    new ItemHasher(hashKey, job.tables().get(i).keySchema()), Disclosure.REDACTED);
            for (BucketGroup group : plan.groups()) {
                var outcome = comparison.compare(
                        group,
                        new StoredItemStates(work.store(), keys.openedItems(Side.SERVING)),
                        new StoredItemStates(work.store(), keys.openedItems(Side.TARGET)),
                        difference -> {
                            if (named.size() < MOST_NAMED) {
                                named.add(NamedDifference.of(difference));
                            }
                        });
                missing += outcome.missingCount();
                extra += outcome.extraCount();
                different += outcome.differentCount();
            }
        }
        return new Differences(missing, extra, different, List.copyOf(named));
    }

    private static String shortened(BucketedDigest digest) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(DigestFormat.encode(digest));
            return HexFormat.of().formatHex(sha256).substring(0, DIGITS_OF_PROOF);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
