package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.replay.Exclusion;
import dev.dynamorecovery.core.replay.request.LeftOut;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table with a history: whatever is written to it is logged. */
public final class SampleReplay {

    public static final KeySchema SCHEMA = KeySchema.of("id");
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    public static final String WRITER = "updatedBy";
    private static final String STREAM = "2026-03-01T09:00:00.000";

    /** Every change, in the order in which they were made. */
    public final List<Change> changes = new ArrayList<>();

    private final Map<ItemKey, Item> items = new HashMap<>();
    private Instant clock = START;

    /** The key of an item by the text of its identifier. */
    public static ItemKey key(String id) {
        return ItemKey.of(item(id, Map.of()), SCHEMA);
    }

    /** An item with these text attributes; a name with a dot stands for an entry of a map. */
    public static Item item(String id, Map<String, String> texts) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        Map<String, Map<String, AttributeValue>> maps = new HashMap<>();
        attributes.put("id", new AttributeValue.Text(id));
        texts.forEach((name, text) -> {
            int dot = name.indexOf('.');
            if (dot < 0) {
                attributes.put(name, new AttributeValue.Text(text));
            } else {
                maps.computeIfAbsent(name.substring(0, dot), none -> new HashMap<>())
                        .put(name.substring(dot + 1), new AttributeValue.Text(text));
            }
        });
        maps.forEach((name, entries) -> attributes.put(name, new AttributeValue.MapOf(entries)));
        return new Item(attributes);
    }

    /** The item as the table holds it, or null. */
    public @Nullable Item get(String id) {
        return items.get(key(id));
    }

    /** Puts the item; its change gets the second of the clock. */
    public void put(Item item) {
        ItemKey key = ItemKey.of(item, SCHEMA);
        log(key, items.put(key, item), item);
    }

    /** Deletes the item, if there is one. */
    public void delete(String id) {
        @Nullable Item before = items.remove(key(id));
        if (before != null) {
            log(key(id), before, null);
        }
    }

    private void log(ItemKey key, @Nullable Item before, @Nullable Item after) {
        if (Objects.equals(before, after)) {
            return;
        }
        String shard = "shard-" + Math.floorMod(key.hashCode() + clock.getEpochSecond() / 7, 3);
        changes.add(new Change(
                new ChangePosition(STREAM, shard, Integer.toString(1_000 + changes.size())),
                clock,
                new Item(key.attributes()),
                before,
                after,
                ChangeOrigin.WRITE));
    }

    /** Lets a second pass. */
    public Instant tick() {
        clock = clock.plusSeconds(1);
        return clock;
    }

    public Instant now() {
        return clock;
    }

    public Map<ItemKey, Item> items() {
        return Map.copyOf(items);
    }

    public static ReplayJob job(
            ReplayJob.Operation operation, TimeSpan span, Exclusion leftOut, boolean dryRun, String execution) {
        return new ReplayJob(
                operation,
                execution,
                span.until(),
                "orders",
                "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
                SCHEMA,
                operation == ReplayJob.Operation.UNDO ? "orders" : "orders-copy",
                span,
                LeftOut.of(leftOut),
                dryRun,
                false,
                false,
                false,
                "orders",
                "0123",
                null);
    }

    /** The changes of a writer within a window. */
    public static Exclusion of(@Nullable String writer, @Nullable TimeSpan window) {
        return new Exclusion(
                Set.of(),
                Optional.ofNullable(window),
                Optional.ofNullable(writer).map(name -> new Exclusion.Writer(WRITER, name)));
    }

    /** Runs a whole job: plans, deals and replays. */
    public static ReplayTally run(ReplayJob job, ReplayLog log, ReplayTarget target, StoredDocuments work) {
        ReplayPlan plan = ((ReplayPlanning.Outcome.Planned) new ReplayPlanning(log, work, Duration.ofMinutes(10))
                        .plan(job, job.span().until()))
                .plan();
        for (int slice = 0; slice < plan.slices().size(); slice++) {
            new ChangeDealing(log, work).deal(job, slice, key("heartbeat")::equals);
        }
        return replay(job, plan, target, work);
    }

    /** Replays what is dealt, with time for one step in each call. */
    public static ReplayTally replay(ReplayJob job, ReplayPlan plan, ReplayTarget target, StoredDocuments work) {
        ReplayTally tally = ReplayTally.NONE;
        for (int partition = 0; partition < plan.partitions(); partition++) {
            @Nullable Integer next = 0;
            while (next != null) {
                int first = next;
                next = new PartitionReplay(job, Set.of(WRITER), HashKey.of(new byte[HashKey.BYTES]), target, work)
                        .run(partition, first, () -> false)
                        .continuation();
                tally = tally.plus(work.read(job.keys().tally(partition, first), ReplayTally.class));
            }
        }
        return tally;
    }

    public static StoredDocuments work() {
        return new StoredDocuments(new InMemoryObjectStore());
    }
}
