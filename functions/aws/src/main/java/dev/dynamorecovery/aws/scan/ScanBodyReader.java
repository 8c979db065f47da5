package dev.dynamorecovery.aws.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.Continuation;
import dev.dynamorecovery.core.item.GrowingBytes;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ScanPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the body of a Scan response straight into canonical items.
 *
 * <p>The SDK's way makes some forty objects of an item, and hashing makes bytes of them again. Most items of a
 * verification are hashed and forgotten, so neither is needed: see docs/performance.md.
 */
final class ScanBodyReader {

    private static final int BOOL = ('B' << 8) | 'O';
    private static final int NULL = ('N' << 8) | 'U';
    private static final int TEXT_SET = ('S' << 8) | 'S';
    private static final int NUMBER_SET = ('N' << 8) | 'S';
    private static final int BINARY_SET = ('B' << 8) | 'S';

    private final JsonBytes json;
    private final GrowingBytes bytes;
    private final CanonicalWriter out;
    private final List<Item> items = new ArrayList<>();
    private @Nullable Continuation next;

    private ScanBodyReader(byte[] body) {
        this.json = new JsonBytes(body);
        this.bytes = new GrowingBytes(body.length);
        this.out = new CanonicalWriter(bytes);
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
        out.beginItem();
        entries();
        return new int[] {start, bytes.length()};
    }

    private void entries() {
        json.expect('{');
        if (!json.take('}')) {
            do {
                out.entry();
                text();
                json.expect(':');
                value();
            } while (json.take(','));
            json.expect('}');
        }
        out.endSorted();
    }

    private void value() {
        json.expect('{');
        json.string();
        int type = type();
        json.expect(':');
        switch (type) {
            case 'S' -> text();
            case 'N' -> number();
            case 'B' -> binary();
            case 'M' -> {
                out.beginMap();
                entries();
            }
            case 'L' -> list();
            case BOOL -> out.bool(json.bool());
            case NULL -> {
                if (!json.bool()) {
                    throw json.malformed("NULL is always true");
                }
                out.nothing();
            }
            case TEXT_SET -> {
                out.beginTextSet();
                set(this::text);
            }
            case NUMBER_SET -> {
                out.beginNumberSet();
                set(this::number);
            }
            case BINARY_SET -> {
                out.beginBinarySet();
                set(this::binary);
            }
            default -> throw json.malformed("an attribute is of a type that this release does not know");
        }
        json.expect('}');
    }

    /** The type's letters as one number: the first two tell all types apart, the rest is checked. */
    private int type() {
        int length = json.end() - json.start();
        byte[] body = json.bytes();
        if (length == 1) {
            return body[json.start()];
        }
        if (length == 2) {
            return (body[json.start()] << 8) | body[json.start() + 1];
        }
        return json.is("BOOL") ? BOOL : json.is("NULL") ? NULL : 0;
    }

    private void list() {
        out.beginList();
        json.expect('[');
        if (!json.take(']')) {
            do {
                value();
            } while (json.take(','));
            json.expect(']');
        }
        out.endList();
    }

    private void set(Runnable element) {
        json.expect('[');
        if (!json.take(']')) {
            do {
                out.entry();
                element.run();
            } while (json.take(','));
            json.expect(']');
        }
        out.endSorted();
    }

    private void text() {
        json.string();
        if (json.escaped()) {
            out.text(json.text());
        } else {
            out.text(json.bytes(), json.start(), json.end());
        }
    }

    private void number() {
        json.string();
        out.number(json.bytes(), json.start(), json.end());
    }

    private void binary() {
        json.string();
        byte[] base64 = json.escaped()
                ? json.text().getBytes(ISO_8859_1)
                : Arrays.copyOfRange(json.bytes(), json.start(), json.end());
        out.binary(Base64.getDecoder().decode(base64));
    }
}
