package dev.dynamorecovery.aws.scan;

import dev.dynamorecovery.core.item.Continuation;
import dev.dynamorecovery.core.item.GrowingBytes;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ScanPage;
import dev.dynamorecovery.core.json.ItemJson;
import dev.dynamorecovery.core.json.JsonBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the body of a Scan response straight into canonical items.
 *
 * <p>The SDK's way makes some forty objects of an item, and hashing makes bytes of them again. Most items of a
 * verification are hashed and forgotten, so neither is needed: see docs/performance.md.
 */
final class ScanBodyReader {

    private final JsonBytes json;
    private final GrowingBytes bytes;
    private final ItemJson itemJson;
    private final List<Item> items = new ArrayList<>();
    private @Nullable Continuation next;

    private ScanBodyReader(byte[] body) {
        this.json = new JsonBytes(body);
        this.bytes = new GrowingBytes(body.length);
        this.itemJson = new ItemJson(json, bytes);
    }

    /** The page that the body holds. Refuses a body that is not a Scan response. */
    static ScanPage read(byte[] body) {
        ScanBodyReader reader = new ScanBodyReader(body);
        reader.response();
        return new ScanPage(reader.items, reader.next);
    }

    private void response() {
        List<int[]> extents = new ArrayList<>();
        int[] key = null;
        json.expect('{');
        if (!json.take('}')) {
            do {
                json.string();
                boolean isItems = json.is("Items");
                boolean isKey = json.is("LastEvaluatedKey");
                json.expect(':');
                if (isItems) {
                    items(extents);
                } else if (isKey) {
                    key = item();
                } else {
                    json.skip();
                }
            } while (json.take(','));
            json.expect('}');
        }
        json.endOfInput();
        // Only now is it known where the bytes lie: the buffer may have grown.
        for (int[] extent : extents) {
            items.add(itemAt(extent));
        }
        if (key != null) {
            Item lastKey = itemAt(key);
            next = lastKey.attributes().isEmpty() ? null : new Continuation(lastKey);
        }
    }

    private Item itemAt(int[] extent) {
        return Item.ofCanonical(bytes.array(), extent[0], extent[1] - extent[0]);
    }

    private void items(List<int[]> extents) {
        json.expect('[');
        if (!json.take(']')) {
            do {
                extents.add(item());
            } while (json.take(','));
            json.expect(']');
        }
    }

    private int[] item() {
        int start = bytes.length();
        itemJson.read();
        return new int[] {start, bytes.length()};
    }
}
