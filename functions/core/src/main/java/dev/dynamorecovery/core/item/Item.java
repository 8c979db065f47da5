package dev.dynamorecovery.core.item;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item of a table: its attributes by name, in any order.
 *
 * <p>The map is taken as it is, without copying; nobody changes it afterwards. Two items are the same item state when
 * their {@linkplain CanonicalForm canonical forms} are equal, never by {@code equals}.
 */
public record Item(Map<String, AttributeValue> attributes) {

    /** The value of the attribute of that name, or null where the item has none. */
    public @Nullable AttributeValue attribute(String name) {
        return attributes.get(name);
    }
}
