package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model table: writes change its items and give the changes that its stream would carry, all in one shard. */
public final class SampleHistory {

    private final String stream;
    private final String shard;
    private final KeySchema schema;
    private final Map<ItemKey, Item> items = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long sequence;

    /** An empty table with that stream. Sequence numbers begin behind {@code sequence}. */
    public SampleHistory(String stream, String shard, KeySchema schema, long sequence) {
        this.stream = stream;
        this.shard = shard;
        this.schema = schema;
        this.sequence = sequence;
    }

    /** An empty table whose items have the partition key {@code id}. */
    public SampleHistory() {
        this("2026-11-22T10:00:00.000", "shardId-00000001-a", KeySchema.of("id"), 0);
    }

    /** Puts an item. */
    public Change put(Item item, Instant at) {
        return change(item, item, at, ChangeOrigin.WRITE);
    }

    /** Deletes the item of that key, which is there. */
    public Change delete(Item item, Instant at) {
        return change(item, null, at, ChangeOrigin.WRITE);
    }

    /** Deletes the item of that key as expired. */
    public Change expire(Item item, Instant at) {
        return change(item, null, at, ChangeOrigin.TIME_TO_LIVE);
    }

    private Change change(Item keyed, @Nullable Item after, Instant at, ChangeOrigin origin) {
        ItemKey key = ItemKey.of(keyed, schema);
        @Nullable Item before = after == null ? items.remove(key) : items.put(key, after);
        sequence += 7;
        Change change = new Change(
                new ChangePosition(stream, shard, "%021d".formatted(sequence)),
                at,
                new Item(key.attributes()),
                before,
                after,
                origin);
        changes.add(change);
        return change;
    }

    /** What the table holds now. */
    public Map<ItemKey, Item> items() {
        return items;
    }

    /** All changes so far, in order. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** An item with the key {@code id} and a value. */
    public static Item item(String id, long value) {
        return new Item(
                Map.of("id", new AttributeValue.Text(id), "value", new AttributeValue.Numeric(Long.toString(value))));
    }
}
