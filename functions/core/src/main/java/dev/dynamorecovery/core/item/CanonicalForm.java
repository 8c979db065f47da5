package dev.dynamorecovery.core.item;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of items: one byte sequence for all the ways in which DynamoDB could write the same item state.
 *
 * <p>Each value starts with a tag of its type, each string with its length, each collection ends with a mark, map entries
 * are sorted by name and set elements by value, and numbers are {@linkplain CanonicalNumber normalised}. So two items have equal forms if and only if
 * DynamoDB holds them to be equal, and {@link CanonicalReader} can read the form back.
 */
public final class CanonicalForm {

    static final int END = 0;
    static final int TEXT = 1;
    static final int MALFORMED_TEXT = 2;
    static final int NUMBER = 3;
    static final int BINARY = 4;
    static final int FALSE = 5;
    static final int TRUE = 6;
    static final int NULL = 7;
    static final int LIST = 8;
    static final int MAP = 9;
    static final int TEXT_SET = 10;
    static final int NUMBER_SET = 11;
    static final int BINARY_SET = 12;

    private CanonicalForm() {}

    /** Appends an item's form to {@code out}. Refuses a number that DynamoDB could not hold. */
    public static void write(CanonicalWriter out, Item item) {
        byte @Nullable [] canonical = item.canonicalBytes();
        if (canonical == null) {
            write(out, item.attributes());
        } else {
            out.bytes().putBytes(canonical, item.canonicalOffset(), item.canonicalLength());
        }
    }

    static void write(CanonicalWriter out, Map<String, AttributeValue> attributes) {
        out.beginItem();
        entries(out, attributes);
    }

    /** Appends a value's form to {@code out}. Refuses a number that DynamoDB could not hold. */
    public static void write(CanonicalWriter out, AttributeValue value) {
        switch (value) {
            case AttributeValue.Text text -> out.text(text.value());
            case AttributeValue.Numeric number -> out.number(number.value());
            case AttributeValue.Bool bool -> out.bool(bool.value());
            case AttributeValue.MapOf map -> {
                out.beginMap();
                entries(out, map.entries());
            }
            case AttributeValue.ListOf list -> {
                out.beginList();
                for (AttributeValue element : list.values()) {
                    write(out, element);
                }
                out.endList();
            }
            case AttributeValue.Binary binary -> out.binary(binary.value());
            case AttributeValue.Null ignored -> out.nothing();
            case AttributeValue.TextSet set -> {
                out.beginTextSet();
                elements(out, set.values(), out::text);
            }
            case AttributeValue.NumericSet set -> {
                out.beginNumberSet();
                elements(out, set.values(), out::number);
            }
            case AttributeValue.BinarySet set -> {
                out.beginBinarySet();
                elements(out, set.values(), out::binary);
            }
        }
    }

    /** The form of one value alone. */
    public static byte[] of(AttributeValue value) {
        CanonicalWriter out = new CanonicalWriter();
        write(out, value);
        return out.toByteArray();
    }

    /** The form of one item alone. */
    public static byte[] of(Item item) {
        return item.canonicalForm();
    }

    private static void entries(CanonicalWriter out, Map<String, AttributeValue> entries) {
        for (Map.Entry<String, AttributeValue> entry : entries.entrySet()) {
            out.entry();
            out.text(entry.getKey());
            write(out, entry.getValue());
        }
        out.endSorted();
    }

    private static <T> void elements(CanonicalWriter out, List<T> elements, Consumer<T> write) {
        for (T element : elements) {
            out.entry();
            write.accept(element);
        }
        out.endSorted();
    }
}
