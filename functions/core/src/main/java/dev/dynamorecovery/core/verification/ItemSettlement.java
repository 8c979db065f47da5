package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.Derivation;
import dev.dynamorecovery.core.derivation.FoundStates;
import dev.dynamorecovery.core.derivation.SettledItem;
import dev.dynamorecovery.core.derivation.WindowChange;
import dev.dynamorecovery.core.derivation.WindowHistory;
import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.digest.RecordWriter;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.digest.StoredRecords;
import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks at items that were changed so near to the restore point that more than one state of each is right. */
public final class ItemSettlement {

    private final String table;
    private final StoredDocuments work;
    private final StoredDigests digests;
    private final FoundStates states;
    private final DerivationKeys keys;

    /** Settles items of one job by the states in which they were found. */
    public ItemSettlement(RecoveryJob job, StoredDocuments work, FoundStates states) {
        this.table = job.table();
        this.work = work;
        this.digests = new StoredDigests(work.store());
        this.states = states;
        this.keys = new DerivationKeys(job.execution());
    }

    /** Settles the items of one partition: those of neighbouring buckets. Answers how many there were. */
    public long settle(int partition) {
        Derivation derivation = work.read(keys.plan(), DerivationPlan.class).derivation();
        BucketSet buckets = buckets(partition);
        Map<ItemKey, List<WindowChange>> changes = changes(buckets);
        Map<ItemKey, ItemHash> found = new HashMap<>();
        states.find(buckets, changes.keySet(), found::put);
        long[] unexplained = {0};
        BucketedDigest digest = new BucketedDigest();
        List<TimeSpan> broken = new ArrayList<>();
        RecordWriter<SettledItem> settled = new RecordWriter<>(
                work.store(), "%s/%05d".formatted(keys.settledItems(), partition), SettledItem.CODEC);
        changes.forEach((key, ofItem) -> {
            WindowHistory history = new WindowHistory(ofItem);
            SettledItem item = history.settle(derivation, found.get(key));
            history.brokenAt().ifPresent(broken::add);
            unexplained[0] += history.isRight(found.get(key)) ? 0 : 1;
            replace(digest, item.pivot(), item.expected());
            settled.add(item);
        });
        settled.finish();
        digests.write(keys.settledDigest(partition), digest);
        work.write(keys.settlement(partition), new Settlement(changes.size(), unexplained[0], gaps(broken)));
        return changes.size();
    }

    /** Neighbours: what is stored is sorted by bucket, so that the rest of it is skipped unread. */
    private BucketSet buckets(int partition) {
        int partitions = work.read(keys.summary(), LogSum.class).partitions();
        return BucketSet.of(IntStream.range(0, BucketedDigest.BUCKETS)
                .filter(bucket -> (long) bucket * partitions / BucketedDigest.BUCKETS == partition)
                .toArray());
    }

    private Map<ItemKey, List<WindowChange>> changes(BucketSet buckets) {
        Map<ItemKey, List<WindowChange>> changes = new HashMap<>();
        new StoredRecords<>(work.store(), keys.windowChanges(), WindowChange.CODEC)
                .read(
                        buckets,
                        change -> changes.computeIfAbsent(change.key(), key -> new ArrayList<>())
                                .add(change));
        return changes;
    }

    /** One gap for all of them: a person looks at the stretch, not at each item. */
    private List<Gap> gaps(List<TimeSpan> broken) {
        return broken.stream()
                .reduce((one, other) -> new TimeSpan(
                        one.from().isBefore(other.from()) ? one.from() : other.from(),
                        one.until().isAfter(other.until()) ? one.until() : other.until()))
                .map(span -> List.of(new Gap(
                        table,
                        span.from(),
                        span.until(),
                        GapCause.CHANGE_MISSING,
                        "changes of %d item(s) near the restore point do not join up".formatted(broken.size()))))
                .orElse(List.of());
    }

    static void replace(BucketedDigest digest, @Nullable Fingerprint from, @Nullable Fingerprint to) {
        if (from != null) {
            digest.remove(new HashedItem(from.bucket(), from.hash()));
        }
        if (to != null) {
            digest.add(new HashedItem(to.bucket(), to.hash()));
        }
    }
}
