package dev.dynamorecovery.core.plan;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the items that the suite itself writes into the tables of a plan. Each writer has an item of its own: its
 * name follows the plan's partition key, so that in a global table no Region's heartbeat overwrites another's.
 */
public final class HeartbeatKey {

    /** What stands between the plan's partition key and the name of a writer. */
    public static final String SEPARATOR = "#";

    private final Item base;
    private final KeySchema schema;

    /** The encoded partition key's name and the tag of a string: all heartbeats begin so, then comes a length. */
    private final byte[] lead;

    /** The plan's partition key where it is a string; others can have no writer's name behind them. */
    private final byte @Nullable [] partition;

    private HeartbeatKey(Item base, KeySchema schema) {
        this.base = base;
        this.schema = schema;
        CanonicalWriter name = new CanonicalWriter();
        name.text(schema.partitionKey());
        this.lead =
                Arrays.copyOf(ItemKey.of(base, schema).canonical(), name.bytes().length() + 1);
        this.partition = base.attribute(schema.partitionKey()) instanceof AttributeValue.Text text
                ? text.value().getBytes(StandardCharsets.UTF_8)
                : null;
    }

    /** @param base the plan's key attributes, which have to be those of the schema */
    static HeartbeatKey of(Item base, KeySchema schema) {
        return new HeartbeatKey(base, schema);
    }

    /**
     * The key attributes of a writer's heartbeat; where the partition key is no string, of the one heartbeat that all
     * writers share.
     */
    public Item of(String writer) {
        if (!(base.attribute(schema.partitionKey()) instanceof AttributeValue.Text text)) {
            return base;
        }
        Map<String, AttributeValue> key = new HashMap<>(base.attributes());
        key.put(schema.partitionKey(), new AttributeValue.Text(text.value() + SEPARATOR + writer));
        return new Item(key);
    }

    /** Whether an item with that key is a heartbeat of anybody. */
    public boolean covers(ItemKey key) {
        if (!mayCover(key.canonical())) {
            return false;
        }
        Map<String, AttributeValue> attributes = new HashMap<>(key.attributes());
        @Nullable AttributeValue found = attributes.get(schema.partitionKey());
        @Nullable AttributeValue planned = base.attribute(schema.partitionKey());
        if (found instanceof AttributeValue.Text text
                && planned instanceof AttributeValue.Text own
                && text.value().startsWith(own.value() + SEPARATOR)) {
            attributes.put(schema.partitionKey(), own);
        }
        return new Item(attributes).equals(base);
    }

    /** A look at the bytes, for nearly every item of a scan is none, and decoding its key would cost more than its hash. */
    private boolean mayCover(byte[] canonical) {
        return partition == null
                || (Arrays.equals(canonical, 0, Math.min(lead.length, canonical.length), lead, 0, lead.length)
                        // The length takes one byte, or two: a partition key has 2,048 bytes at most.
                        && (standsAt(canonical, lead.length + 1, partition)
                                || standsAt(canonical, lead.length + 2, partition)));
    }

    private static boolean standsAt(byte[] bytes, int from, byte[] wanted) {
        return bytes.length >= from + wanted.length
                && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }
}
