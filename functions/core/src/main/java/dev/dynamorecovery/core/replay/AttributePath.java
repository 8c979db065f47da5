package dev.dynamorecovery.core.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in an item a value stands: the names of the maps that lead to it, the attribute's own name first.
 *
 * @param names at least one name; none for the item as a whole
 */
public record AttributePath(List<String> names) implements Comparable<AttributePath> {

    /** The item as a whole. */
    public static final AttributePath ITEM = new AttributePath(List.of());

    public AttributePath {
        names = List.copyOf(names);
    }

    /** The entry of that name in the map that stands here. */
    public AttributePath entry(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new AttributePath(longer);
    }

    /** The map that the value stands in; of an attribute, the item. */
    public AttributePath parent() {
        return new AttributePath(names.subList(0, names.size() - 1));
    }

    /** The attribute that the path begins with. */
    public String attribute() {
        return names.getFirst();
    }

    /** Whether a change of one is a change in the other: they are the same, or one stands in the other. */
    public boolean overlaps(AttributePath other) {
        int shorter = Math.min(names.size(), other.names.size());
        return names.subList(0, shorter).equals(other.names.subList(0, shorter));
    }

    @Override
    public int compareTo(AttributePath other) {
        int shorter = Math.min(names.size(), other.names.size());
        for (int i = 0; i < shorter; i++) {
            int order = names.get(i).compareTo(other.names.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(names.size(), other.names.size());
    }

    /** The path as documents write it: {@code address.city}. */
    @Override
    public String toString() {
        return names.isEmpty() ? "(item)" : String.join(".", names);
    }
}
