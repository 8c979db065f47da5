package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.CanonicalForm;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.replay.AttributeEdit;
import dev.dynamorecovery.core.replay.ItemWrite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table in memory that writes under conditions, and can be killed at any write. */
public final class InMemoryReplayTarget implements ReplayTarget {

    /** Thrown in place of a write, or right after it. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Map<ItemKey, Item> items = new TreeMap<>();
    private final KeySchema schema;
    private int writesLeft = Integer.MAX_VALUE;
    private boolean dieAfterWriting;
    private int writes;
    private Runnable beforeWriting = () -> {};

    public InMemoryReplayTarget(KeySchema schema) {
        this.schema = schema;
    }

    public void put(Item item) {
        items.put(ItemKey.of(item, schema), item);
    }

    public void delete(ItemKey key) {
        items.remove(key);
    }

    /** Everything that the table holds. */
    public Map<ItemKey, Item> items() {
        return Map.copyOf(items);
    }

    /** Writes that were done. */
    public int writes() {
        return writes;
    }

    /** Dies at the write after that many, before or after it is done. */
    public void dieAfter(int count, boolean afterWriting) {
        writesLeft = count;
        dieAfterWriting = afterWriting;
    }

    /** Lives again. */
    public void revive() {
        writesLeft = Integer.MAX_VALUE;
    }

    /** What somebody else does between the reading and the writing. */
    public void beforeWriting(Runnable meanwhile) {
        beforeWriting = meanwhile;
    }

    @Override
    public Map<ItemKey, Item> read(Collection<ItemKey> keys) {
        Map<ItemKey, Item> found = new HashMap<>();
        for (ItemKey key : keys) {
            @Nullable Item item = items.get(key);
            if (item != null) {
                found.put(key, item);
            }
        }
        return found;
    }

    @Override
    public List<Boolean> write(List<ItemWrite> all) {
        beforeWriting.run();
        List<Boolean> done = new ArrayList<>();
        for (ItemWrite write : all) {
            if (writesLeft == 0 && !dieAfterWriting) {
                throw new Killed();
            }
            boolean written = write(write);
            done.add(written);
            writes += written ? 1 : 0;
            if (writesLeft == 0) {
                throw new Killed();
            }
            writesLeft--;
        }
        return done;
    }

    private boolean write(ItemWrite write) {
        @Nullable Item found = items.get(write.key());
        return switch (write) {
            case ItemWrite.Create create -> items.putIfAbsent(create.key(), create.item()) == null;
            case ItemWrite.Delete delete -> {
                boolean same = delete.item().equals(found);
                if (same) {
                    items.remove(delete.key());
                }
                yield same;
            }
            case ItemWrite.Change change -> {
                @Nullable Map<String, AttributeValue> edited = found == null ? null : found.attributes();
                for (AttributeEdit edit : change.edits().edits()) {
                    edited = edited == null ? null : edited(edited, edit.path().names(), edit);
                }
                if (edited != null) {
                    items.put(change.key(), new Item(edited));
                }
                yield edited != null;
            }
        };
    }

    private static @Nullable Map<String, AttributeValue> edited(
            Map<String, AttributeValue> entries, List<String> path, AttributeEdit edit) {
        Map<String, AttributeValue> edited = new HashMap<>(entries);
        @Nullable AttributeValue value = entries.get(path.getFirst());
        if (path.size() > 1) {
            @Nullable
            Map<String, AttributeValue> inner = value instanceof AttributeValue.MapOf map
                    ? edited(map.entries(), path.subList(1, path.size()), edit)
                    : null;
            if (inner == null) {
                return null;
            }
            edited.put(path.getFirst(), new AttributeValue.MapOf(inner));
            return edited;
        }
        if (!same(value, edit.from())) {
            return null;
        }
        @Nullable AttributeValue to = edit.to();
        if (to == null) {
            edited.remove(path.getFirst());
        } else {
            edited.put(path.getFirst(), to);
        }
        return edited;
    }

    private static boolean same(@Nullable AttributeValue one, @Nullable AttributeValue other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return Arrays.equals(CanonicalForm.of(one), CanonicalForm.of(other));
    }
}
