package dev.dynamorecovery.core.item;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An item's key: its key attributes in the schema's order, equal exactly when DynamoDB holds the keys to be equal. */
public final class ItemKey implements Comparable<ItemKey> {

    private final byte[] canonical;
    private final int hashCode;

    private ItemKey(byte[] canonical) {
        this.canonical = canonical;
        this.hashCode = Arrays.hashCode(canonical);
    }

    /** The key of an item. Refuses an item that lacks a key attribute. */
    public static ItemKey of(Item item, KeySchema schema) {
        CanonicalWriter out = new CanonicalWriter();
        write(out, item, schema);
        return new ItemKey(out.toByteArray());
    }

    /** The key whose {@link #canonical()} form this is. */
    public static ItemKey ofCanonical(byte[] canonical) {
        return new ItemKey(canonical);
    }

    static void write(CanonicalWriter out, Item item, KeySchema schema) {
        for (String name : schema.names()) {
            write(out, item, name);
        }
        out.endList();
    }

    private static void write(CanonicalWriter out, Item item, String name) {
        int start = out.bytes().length();
        out.text(name);
        byte @Nullable [] canonical = item.canonicalBytes();
        if (canonical != null) {
            byte[] encodedName =
                    Arrays.copyOfRange(out.bytes().array(), start, out.bytes().length());
            if (CanonicalCursor.copyValue(item, canonical, encodedName, out.bytes())) {
                return;
            }
        } else {
            @Nullable AttributeValue value = item.attribute(name);
            if (value != null) {
                CanonicalForm.write(out, value);
                return;
            }
        }
        throw new IllegalArgumentException("An item has no attribute '" + name
                + "', which the key schema names: compare with the table's own key schema");
    }

    /** The canonical form: names and values. Not a copy. */
    public byte[] canonical() {
        return canonical;
    }

    /** The key attributes, partition key first. */
    public Map<String, AttributeValue> attributes() {
        return CanonicalReader.attributes(canonical);
    }

    @Override
    public int compareTo(ItemKey other) {
        return Arrays.compareUnsigned(canonical, other.canonical);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ItemKey key && Arrays.equals(canonical, key.canonical);
    }

    @Override
    public int hashCode() {
        return hashCode;
    }

    /** Name and value of each key attribute, for people: {@code userId=u-17, orderId=o-3}. Bytes in Base64. */
    @Override
    public String toString() {
        return attributes().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + readable(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String readable(AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            return text.value();
        }
        if (value instanceof AttributeValue.Numeric number) {
            return number.value();
        }
        if (value instanceof AttributeValue.Binary binary) {
            return Base64.getEncoder().encodeToString(binary.value());
        }
        throw new IllegalStateException("A key attribute is a string, a number or bytes: read the key again");
    }
}
