package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item's whole content in canonical JSON: equal images are equal items to DynamoDB, however their numbers were
 * written and their sets ordered.
 */
final class ItemImage {

    private final byte[] json;
    private final int sizeBytes;

    private ItemImage(byte[] json, int sizeBytes) {
        this.json = json;
        this.sizeBytes = sizeBytes;
    }

    /** Of an item in DynamoDB JSON; empty when it is malformed, which the engine then explains. */
    static Optional<ItemImage> tryOf(JsonNode item) {
        CanonicalItem canonical = new CanonicalItem();
        return canonical.item(item).map(node -> new ItemImage(WireJson.bytes(node), canonical.sizeBytes()));
    }

    /** Of an item that the engine gave back. */
    static ItemImage of(JsonNode item) {
        return tryOf(item).orElseThrow(() -> new IllegalStateException("the engine gave back a malformed item"));
    }

    /** DynamoDB JSON; shared, not to be changed. */
    byte[] json() {
        return json;
    }

    ObjectNode attributes() {
        return WireJson.parse(json);
    }

    /** As DynamoDB counts it: names, values and a few bytes of overhead. */
    int sizeBytes() {
        return sizeBytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ItemImage image && Arrays.equals(json, image.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }
}
