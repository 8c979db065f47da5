package dev.dynamorecovery.lab.sample;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the three tables hold, kept beside them by whoever writes to them: the ground truth of a drill.
 *
 * <p>It is fed by acknowledged writes only and never read back from the tables, so it is independent of what is judged
 * with it. Item maps are immutable.
 */
public final class SampleModel {

    private final Map<SampleTable, Map<String, Map<String, AttributeValue>>> items = new EnumMap<>(SampleTable.class);

    public SampleModel() {
        for (SampleTable table : SampleTable.values()) {
            items.put(table, new ConcurrentHashMap<>());
        }
    }

    public void put(SampleItem item) {
        itemsOf(item.table()).put(item.keyText(), Map.copyOf(item.attributes()));
    }

    public void remove(SampleItem item) {
        itemsOf(item.table()).remove(item.keyText());
    }

    public @Nullable Map<String, AttributeValue> get(SampleTable table, String keyText) {
        return itemsOf(table).get(keyText);
    }

    /** The items of one table by the text of their key: live, not a copy. */
    public Map<String, Map<String, AttributeValue>> itemsOf(SampleTable table) {
        return items.getOrDefault(table, Map.of());
    }

    public int itemCount() {
        return items.values().stream().mapToInt(Map::size).sum();
    }

    /** A copy that later writes do not touch. */
    public SampleModel copy() {
        SampleModel copy = new SampleModel();
        items.forEach((table, entries) -> copy.itemsOf(table).putAll(entries));
        return copy;
    }
}
