package dev.dynamorecovery.core.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.GrowingBytes;
import java.util.Arrays;
import java.util.Base64;

/**
 * Turns items in DynamoDB's JSON straight into their canonical form: {@code {"id":{"S":"a"},"n":{"N":"1"}}}.
 *
 * <p>Reading into objects first makes some forty of an item, which most readers forget at once.
 */
public final class ItemJson {

    private static final int BOOL = ('B' << 8) | 'O';
    private static final int NULL = ('N' << 8) | 'U';
    private static final int TEXT_SET = ('S' << 8) | 'S';
    private static final int NUMBER_SET = ('N' << 8) | 'S';
    private static final int BINARY_SET = ('B' << 8) | 'S';

    private final JsonBytes json;
    private final CanonicalWriter out;

    /** Reads items where {@code json} stands and appends their forms to {@code bytes}. */
    public ItemJson(JsonBytes json, GrowingBytes bytes) {
        this.json = json;
        this.out = new CanonicalWriter(bytes);
    }

    /** Takes one item. Refuses what is none by an {@link IllegalArgumentException}. */
    public void read() {
        out.beginItem();
        entries();
    }

    /** Forgets all that was written, also what a refused item left unfinished. */
    public void clear() {
        out.clear();
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
