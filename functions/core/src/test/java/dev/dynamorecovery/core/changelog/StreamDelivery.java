package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lambda at its worst: the shards of a stream are delivered in batches cut anywhere, again and again, with the function
 * killed at any write; what was acknowledged alone is not delivered again of itself.
 */
public final class StreamDelivery {

    public static final String TABLE = "orders";
    private static final Instant START = Instant.parse("2026-11-22T11:59:50Z");

    private final Random random;
    private final List<SampleHistory> histories;
    private final List<List<Change>> shards;
    private final int[] acknowledged;
    private final InMemoryObjectStore bucket = new InMemoryObjectStore();
    private final InMemoryChangeLogIndex index = new InMemoryChangeLogIndex();
    private final FailingWrites writes = new FailingWrites(index, bucket);
    private final ChangeLogWriter writer = new ChangeLogWriter(writes.index(), writes.bucket());
    private Instant now;

    /** Tables of random histories, one to a shard. */
    StreamDelivery(long seed) {
        this(new Random(seed));
    }

    private StreamDelivery(Random random) {
        this(random, histories(random));
    }

    private StreamDelivery(Random random, List<SampleHistory> histories) {
        this(random, histories, histories.stream().map(SampleHistory::changes).toList(), START.plusSeconds(60));
    }

    /**
     * The changes of one table.
     *
     * @param shards those of each shard, in their order
     * @param now when the delivery begins
     */
    public StreamDelivery(long seed, List<List<Change>> shards, Instant now) {
        this(new Random(seed), List.of(), shards, now);
    }

    private StreamDelivery(Random random, List<SampleHistory> histories, List<List<Change>> shards, Instant now) {
        this.random = random;
        this.histories = histories;
        this.shards = shards;
        this.acknowledged = new int[shards.size()];
        this.now = now;
    }

    private static List<SampleHistory> histories(Random random) {
        List<SampleHistory> histories = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int shard = 0; shard < count; shard++) {
            histories.add(history(shard, random));
        }
        return histories;
    }

    /** Sequence numbers of different shards overlap, and stamps are cut to the second, as AWS does both. */
    private static SampleHistory history(int shard, Random random) {
        SampleHistory table = new SampleHistory(
                "2026-11-22T10:00:00.000", "shardId-0000000" + shard, KeySchema.of("id"), random.nextInt(20));
        int changes = random.nextInt(60);
        for (int i = 0; i < changes; i++) {
            Instant at = START.plusSeconds(i / 3);
            var item = SampleHistory.item("item-" + shard + "-" + random.nextInt(5), random.nextInt(1000));
            boolean present =
                    table.items().containsKey(dev.dynamorecovery.core.item.ItemKey.of(item, KeySchema.of("id")));
            if (present && random.nextInt(4) == 0) {
                table.delete(item, at);
            } else {
                table.put(item, at);
            }
        }
        return table;
    }

    /** Delivers until every shard is acknowledged to its end. */
    public void run() {
        while (!isDone()) {
            int shard = random.nextInt(shards.size());
            List<Change> changes = shards.get(shard);
            int from = random.nextInt(5) == 0 ? random.nextInt(acknowledged[shard] + 1) : acknowledged[shard];
            int to = Math.min(changes.size(), from + 1 + random.nextInt(20));
            if (from < to && deliver(changes.subList(from, to))) {
                acknowledged[shard] = Math.max(acknowledged[shard], to);
            }
        }
    }

    private boolean isDone() {
        for (int shard = 0; shard < acknowledged.length; shard++) {
            if (acknowledged[shard] < shards.get(shard).size()) {
                return false;
            }
        }
        return true;
    }

    private boolean deliver(List<Change> batch) {
        now = now.plusSeconds(1);
        writes.failNone();
        if (random.nextInt(3) == 0) {
            writes.failAt(1 + random.nextInt(6), random.nextBoolean());
        }
        try {
            writer.write(StreamEvents.of(TABLE, random.nextInt(8) == 0 ? unnamed(batch) : batch), now);
            return true;
        } catch (FailingWrites.Killed killed) {
            return false;
        }
    }

    private static List<Change> unnamed(List<Change> batch) {
        return batch.stream()
                .map(change -> new Change(
                        new ChangePosition(
                                change.position().stream(),
                                ChangePosition.UNNAMED_SHARD,
                                change.position().sequence()),
                        change.at(),
                        change.keys(),
                        change.before(),
                        change.after(),
                        change.origin()))
                .toList();
    }

    List<SampleHistory> shards() {
        return histories;
    }

    /** Where the segments are. */
    public InMemoryObjectStore bucket() {
        return bucket;
    }

    ChangeLogReader reader() {
        return new ChangeLogReader(TABLE, index, bucket);
    }

    /** What the log knows of its segments. */
    public InMemoryChangeLogIndex index() {
        return index;
    }
}
