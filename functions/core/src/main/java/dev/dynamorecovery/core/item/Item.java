package dev.dynamorecovery.core.item;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item of a table: its attributes by name, in any order.
 *
 * <p>An item made of a canonical form is decoded only when somebody asks for its attributes: most items of a scan are
 * hashed and forgotten. Maps and bytes are taken as they are, without copying; nobody changes them afterwards. Two items
 * are equal when DynamoDB holds them to be equal.
 */
public final class Item {

    private final byte @Nullable [] canonical;
    private final int offset;
    private final int length;
    private @Nullable Map<String, AttributeValue> attributes;

    /** The item with these attributes. */
    public Item(Map<String, AttributeValue> attributes) {
        this.canonical = null;
        this.offset = 0;
        this.length = 0;
        this.attributes = attributes;
    }

    private Item(byte[] canonical, int offset, int length) {
        this.canonical = canonical;
        this.offset = offset;
        this.length = length;
    }

    /** The item whose {@linkplain CanonicalForm canonical form} is this part of {@code bytes}. */
    public static Item ofCanonical(byte[] bytes, int offset, int length) {
        return new Item(bytes, offset, length);
    }

    /** The attributes by name. */
    public Map<String, AttributeValue> attributes() {
        Map<String, AttributeValue> known = attributes;
        if (known == null) {
            known = CanonicalReader.attributes(canonicalForm());
            attributes = known;
        }
        return known;
    }

    /** The value of the attribute of that name, or null where the item has none. */
    public @Nullable AttributeValue attribute(String name) {
        return attributes().get(name);
    }

    /** The item's canonical form, a copy. */
    public byte[] canonicalForm() {
        if (canonical != null) {
            return Arrays.copyOfRange(canonical, offset, offset + length);
        }
        CanonicalWriter out = new CanonicalWriter();
        CanonicalForm.write(out, attributes());
        return out.toByteArray();
    }

    /** The bytes that hold the canonical form, or null for an item made of attributes. */
    byte @Nullable [] canonicalBytes() {
        return canonical;
    }

    int canonicalOffset() {
        return offset;
    }

    int canonicalLength() {
        return length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Item item && Arrays.equals(canonicalForm(), item.canonicalForm());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(canonicalForm());
    }

    /** The number of attributes; values stay out of logs. */
    @Override
    public String toString() {
        return "Item[" + attributes().size() + " attributes]";
    }
}
