package dev.dynamorecovery.core.item;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The canonical form of items: one byte sequence for all the ways in which DynamoDB could write the same item state.
 *
 * <p>Each value starts with a tag of its type, each variable part with its length, map entries are sorted by name and set
 * elements by value, and numbers are {@linkplain CanonicalNumber normalised}. So two items have equal forms if and only if
 * DynamoDB holds them to be equal, and {@link CanonicalReader} can read the form back.
 */
public final class CanonicalForm {

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

    private static final int LARGE_MAP = 32;

    private CanonicalForm() {}

    /** Appends an item's form to {@code out}. Refuses a number that DynamoDB could not hold. */
    public static void write(CanonicalBuffer out, Item item) {
        entries(out, item.attributes());
    }

    /** Appends a value's form to {@code out}. Refuses a number that DynamoDB could not hold. */
    public static void write(CanonicalBuffer out, AttributeValue value) {
        switch (value) {
            case AttributeValue.Text text -> CanonicalText.write(out, text.value());
            case AttributeValue.Numeric number -> CanonicalNumber.write(out, number.value());
            case AttributeValue.Bool bool -> out.putByte(bool.value() ? TRUE : FALSE);
            case AttributeValue.MapOf map -> {
                out.putByte(MAP);
                entries(out, map.entries());
            }
            case AttributeValue.ListOf list -> {
                out.putByte(LIST);
                out.putVarint(list.values().size());
                for (AttributeValue element : list.values()) {
                    write(out, element);
                }
            }
            case AttributeValue.Binary binary -> binary(out, binary.value());
            case AttributeValue.Null ignored -> out.putByte(NULL);
            case AttributeValue.TextSet set -> textSet(out, set.values());
            case AttributeValue.NumericSet set -> numberSet(out, set.values());
            case AttributeValue.BinarySet set -> binarySet(out, set.values());
        }
    }

    /** The form of one value alone. */
    public static byte[] of(AttributeValue value) {
        CanonicalBuffer out = new CanonicalBuffer();
        write(out, value);
        return out.toByteArray();
    }

    /** The form of one item alone. */
    public static byte[] of(Item item) {
        CanonicalBuffer out = new CanonicalBuffer();
        write(out, item);
        return out.toByteArray();
    }

    private static void entries(CanonicalBuffer out, Map<String, AttributeValue> entries) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can't be made otherwise
        Map.Entry<String, AttributeValue>[] sorted = entries.entrySet().toArray(new Map.Entry[0]);
        sort(sorted);
        out.putVarint(sorted.length);
        for (Map.Entry<String, AttributeValue> entry : sorted) {
            CanonicalText.write(out, entry.getKey());
            write(out, entry.getValue());
        }
    }

    /** Maps have few entries, mostly: insertion is the fastest sort for them. */
    private static void sort(Map.Entry<String, AttributeValue>[] entries) {
        if (entries.length > LARGE_MAP) {
            Arrays.sort(entries, Map.Entry.comparingByKey());
            return;
        }
        for (int i = 1; i < entries.length; i++) {
            Map.Entry<String, AttributeValue> entry = entries[i];
            int at = i;
            while (at > 0 && entries[at - 1].getKey().compareTo(entry.getKey()) > 0) {
                entries[at] = entries[at - 1];
                at--;
            }
            entries[at] = entry;
        }
    }

    private static void binary(CanonicalBuffer out, byte[] value) {
        out.putByte(BINARY);
        out.putVarint(value.length);
        out.putBytes(value);
    }

    private static void textSet(CanonicalBuffer out, List<String> values) {
        String[] sorted = values.toArray(new String[0]);
        Arrays.sort(sorted);
        out.putByte(TEXT_SET);
        out.putVarint(sorted.length);
        for (String element : sorted) {
            CanonicalText.write(out, element);
        }
    }

    private static void numberSet(CanonicalBuffer out, List<String> values) {
        byte[][] sorted = new byte[values.size()][];
        CanonicalBuffer scratch = new CanonicalBuffer();
        for (int i = 0; i < sorted.length; i++) {
            scratch.clear();
            CanonicalNumber.write(scratch, values.get(i));
            sorted[i] = scratch.toByteArray();
        }
        Arrays.sort(sorted, Arrays::compareUnsigned);
        out.putByte(NUMBER_SET);
        out.putVarint(sorted.length);
        for (byte[] element : sorted) {
            out.putBytes(element);
        }
    }

    private static void binarySet(CanonicalBuffer out, List<byte[]> values) {
        byte[][] sorted = values.toArray(new byte[0][]);
        Arrays.sort(sorted, Arrays::compareUnsigned);
        out.putByte(BINARY_SET);
        out.putVarint(sorted.length);
        for (byte[] element : sorted) {
            binary(out, element);
        }
    }
}
