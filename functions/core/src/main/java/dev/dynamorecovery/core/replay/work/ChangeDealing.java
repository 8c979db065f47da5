package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Deals the changes of one slice of the log to partitions by their items' keys. Dealing a slice again writes the same
 * objects.
 */
public final class ChangeDealing {

    /** How much a worker holds before it writes a part: canonical images of a fraction of its memory. */
    private static final long MOST_BYTES_HELD = 128L << 20;

    private final ReplayLog log;
    private final StoredDocuments work;

    /** @param work the work bucket */
    public ChangeDealing(ReplayLog log, StoredDocuments work) {
        this.log = log;
        this.work = work;
    }

    /**
     * Deals one slice and answers how many changes it held.
     *
     * @param heartbeat tells the keys of the items that are no data
     * @throws UnreadableLog when a part of the slice cannot be read and the job does not accept gaps
     */
    public long deal(ReplayJob job, int slice, Predicate<ItemKey> heartbeat) {
        ReplayPlan plan = work.read(job.keys().plan(), ReplayPlan.class);
        Dealer dealer = new Dealer(job, slice, plan.partitions(), heartbeat);
        List<Gap> gaps = log.read(job.table(), plan.slices().get(slice).span(), dealer::take);
        if (!gaps.isEmpty() && !job.acceptGaps()) {
            throw new UnreadableLog(gaps);
        }
        dealer.write();
        return dealer.count;
    }

    /** The partition of an item. */
    static int partition(ItemKey key, int partitions) {
        CRC32 checksum = new CRC32();
        checksum.update(key.canonical());
        return (int) (checksum.getValue() % partitions);
    }

    private final class Dealer {

        private final ReplayJob job;
        private final int slice;
        private final int partitions;
        private final Predicate<ItemKey> heartbeat;
        private final Set<ItemKey> chosen;
        private final PartitionedChanges objects;
        private final Map<Integer, List<Change>> held = new TreeMap<>();
        private long bytesHeld;
        private int part;
        private long count;

        Dealer(ReplayJob job, int slice, int partitions, Predicate<ItemKey> heartbeat) {
            this.job = job;
            this.slice = slice;
            this.partitions = partitions;
            this.heartbeat = heartbeat;
            // What is undone concerns no other items than those chosen; what is rolled forward concerns them all.
            this.chosen = job.operation() == ReplayJob.Operation.UNDO
                    ? job.leftOut().exclusion().keys()
                    : Set.of();
            this.objects = new PartitionedChanges(job.keys(), work.store());
        }

        void take(Change change) {
            ItemKey key = ItemKey.of(change.keys(), job.keySchema());
            if (heartbeat.test(key) || !(chosen.isEmpty() || chosen.contains(key))) {
                return;
            }
            count++;
            bytesHeld += size(change.before()) + size(change.after());
            held.computeIfAbsent(partition(key, partitions), none -> new ArrayList<>())
                    .add(change);
            if (bytesHeld > MOST_BYTES_HELD) {
                write();
            }
        }

        private static long size(@Nullable Item item) {
            return item == null ? 0 : item.canonicalForm().length;
        }

        void write() {
            held.forEach((partition, changes) -> objects.write(job.keys().changes(partition, slice, part), changes));
            held.clear();
            bytesHeld = 0;
            part++;
        }
    }
}
