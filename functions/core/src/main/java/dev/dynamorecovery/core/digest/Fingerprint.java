package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.Map;
import java.util.TreeMap;

/**
 * An item without its values: enough to name later that it, and which of its attributes, has changed.
 *
 * @param attributes a 64-bit keyed hash of each attribute, by name
 */
public record Fingerprint(int bucket, ItemKey key, ItemHash hash, Map<String, Long> attributes) implements ItemState {

    /** The fingerprint of an item. */
    public static Fingerprint of(Item item, ItemHasher hasher) {
        return of(item, hasher.hash(item), hasher);
    }

    /** The fingerprint of an item that has been hashed already. */
    public static Fingerprint of(Item item, HashedItem hashed, ItemHasher hasher) {
        Map<String, Long> attributes = new TreeMap<>();
        for (Map.Entry<String, AttributeValue> attribute : item.attributes().entrySet()) {
            attributes.put(attribute.getKey(), hasher.attributeHash(attribute.getKey(), attribute.getValue()));
        }
        return new Fingerprint(hashed.bucket(), ItemKey.of(item, hasher.schema()), hashed.hash(), attributes);
    }
}
