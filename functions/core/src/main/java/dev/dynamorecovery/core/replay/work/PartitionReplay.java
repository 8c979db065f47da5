package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.ConflictCause;
import dev.dynamorecovery.core.replay.Exclusion;
import dev.dynamorecovery.core.replay.ItemHistory;
import dev.dynamorecovery.core.replay.ItemWrite;
import dev.dynamorecovery.core.replay.ReplayDecision;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Replays the items of one partition: reads each, decides, and writes it on the condition that it still is as it was
 * read. Killed anywhere and called again, it finds what is done and does the rest.
 */
public final class PartitionReplay {

    /** Items that are read and written together. */
    private static final int ITEMS_TOGETHER = 500;

    /** How often an item is looked at when somebody writes it meanwhile. */
    private static final int ATTEMPTS = 3;

    private final ReplayJob job;
    private final Set<String> bookkeeping;
    private final Exclusion exclusion;
    private final ItemHasher hasher;
    private final ReplayTarget table;
    private final StoredDocuments work;

    /**
     * @param bookkeeping the attributes in which items tell of their last change
     * @param hashKey a key for the hashes of states, of any value
     */
    public PartitionReplay(
            ReplayJob job, Set<String> bookkeeping, HashKey hashKey, ReplayTarget table, StoredDocuments work) {
        this.job = job;
        this.bookkeeping = Set.copyOf(bookkeeping);
        this.exclusion = job.leftOut().exclusion();
        this.hasher = new ItemHasher(hashKey, job.keySchema());
        this.table = table;
        this.work = work;
    }

    /**
     * How a call ended.
     *
     * @param continuation the first item that the next call begins with, in the order of keys; or null when all are done
     */
    public record Answer(@Nullable Integer continuation, long items) {}

    /**
     * Replays the partition's items from the {@code first} on, until all are done or time is short.
     *
     * @param goOn whether there is time for more
     */
    public Answer run(int partition, int first, BooleanSupplier goOn) {
        List<Map.Entry<ItemKey, Entry>> entries = entries(partition);
        ReplayedItems done = new ReplayedItems(job.revealValues());
        int next = first;
        do {
            int end = Math.min(entries.size(), next + ITEMS_TOGETHER);
            replay(entries.subList(Math.min(next, end), end), done);
            next = end;
        } while (next < entries.size() && goOn.getAsBoolean());
        work.store().write(job.keys().items(partition, first), done.lines());
        work.write(job.keys().tally(partition, first), done.tally());
        return new Answer(next < entries.size() ? next : null, next);
    }

    private final class Entry {

        private final ItemHistory history;
        private long deletionsByUnknown;
        private @Nullable ChangePosition last;

        Entry(ItemHistory history) {
            this.history = history;
        }

        /** A change of an item has one position, whatever shard's name it was logged under. */
        void add(Change change) {
            ChangePosition position = change.position();
            if (last != null
                    && last.stream().equals(position.stream())
                    && last.sequence().equals(position.sequence())) {
                return;
            }
            last = position;
            history.add(change, exclusion.leavesOut(change, job.keySchema()));
            deletionsByUnknown += exclusion.mayHaveDeleted(change, job.keySchema()) ? 1 : 0;
        }
    }

    private List<Map.Entry<ItemKey, Entry>> entries(int partition) {
        Map<ItemKey, Entry> entries = new TreeMap<>();
        PartitionedChanges changes = new PartitionedChanges(job.keys(), work.store());
        for (List<String> slice : changes.slices(partition)) {
            for (Change change : changes.sorted(slice)) {
                Entry entry = entries.computeIfAbsent(
                        ItemKey.of(change.keys(), job.keySchema()),
                        key -> new Entry(new ItemHistory(hasher, bookkeeping)));
                entry.add(change);
            }
        }
        if (job.operation() == ReplayJob.Operation.UNDO) {
            entries.values().removeIf(entry -> entry.history.leftOut() == 0 && entry.deletionsByUnknown == 0);
        }
        return new ArrayList<>(entries.entrySet());
    }

    private void replay(List<Map.Entry<ItemKey, Entry>> entries, ReplayedItems done) {
        List<Map.Entry<ItemKey, Entry>> open = entries;
        for (int attempt = 1; !open.isEmpty(); attempt++) {
            open = attempt(open, attempt == ATTEMPTS, done);
        }
    }

    /** Answers the items that somebody wrote between the reading and the writing. */
    private List<Map.Entry<ItemKey, Entry>> attempt(
            List<Map.Entry<ItemKey, Entry>> open, boolean last, ReplayedItems done) {
        Map<ItemKey, Item> found =
                table.read(open.stream().map(Map.Entry::getKey).toList());
        List<Map.Entry<ItemKey, Entry>> writing = new ArrayList<>();
        List<ItemWrite> writes = new ArrayList<>();
        for (Map.Entry<ItemKey, Entry> entry : open) {
            ReplayDecision decision = decide(entry.getKey(), entry.getValue().history, found.get(entry.getKey()));
            if (decision instanceof ReplayDecision.Write write && !job.dryRun()) {
                writing.add(entry);
                writes.add(write.write());
            } else {
                add(done, entry, decision);
            }
        }
        List<Map.Entry<ItemKey, Entry>> overtaken = new ArrayList<>();
        List<Boolean> written = writes.isEmpty() ? List.of() : table.write(writes);
        for (int i = 0; i < writes.size(); i++) {
            if (written.get(i)) {
                add(done, writing.get(i), new ReplayDecision.Write(writes.get(i)));
            } else if (last) {
                add(done, writing.get(i), new ReplayDecision.Conflict(ConflictCause.CHANGED_MEANWHILE));
            } else {
                overtaken.add(writing.get(i));
            }
        }
        return overtaken;
    }

    private ReplayDecision decide(ItemKey key, ItemHistory history, @Nullable Item found) {
        return switch (job.operation()) {
            case ROLL_FORWARD -> ReplayDecision.rollForward(key, history, found);
            case UNDO -> ReplayDecision.undo(key, history, found);
        };
    }

    private static void add(ReplayedItems done, Map.Entry<ItemKey, Entry> entry, ReplayDecision decision) {
        done.add(entry.getKey(), entry.getValue().history, entry.getValue().deletionsByUnknown, decision);
    }
}
