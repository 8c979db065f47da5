package dev.dynamorecovery.core.replay;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.CanonicalForm;
import dev.dynamorecovery.core.item.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * In what one state of an item differs from another, value by value: maps are opened, lists and sets are taken whole.
 *
 * @param edits sorted by path; none of them stands in another
 */
public record ItemEdits(List<AttributeEdit> edits) {

    /** What leads from one state to the other. */
    public static ItemEdits between(Item from, Item to) {
        List<AttributeEdit> edits = new ArrayList<>();
        compare(AttributePath.ITEM, from.attributes(), to.attributes(), edits);
        return new ItemEdits(List.copyOf(edits));
    }

    private static void compare(
            AttributePath parent,
            Map<String, AttributeValue> from,
            Map<String, AttributeValue> to,
            List<AttributeEdit> edits) {
        Set<String> names = new TreeSet<>(from.keySet());
        names.addAll(to.keySet());
        for (String name : names) {
            @Nullable AttributeValue before = from.get(name);
            @Nullable AttributeValue after = to.get(name);
            if (before instanceof AttributeValue.MapOf one && after instanceof AttributeValue.MapOf other) {
                compare(parent.entry(name), one.entries(), other.entries(), edits);
            } else if (!same(before, after)) {
                edits.add(new AttributeEdit(parent.entry(name), before, after));
            }
        }
    }

    /** Whether DynamoDB holds two values to be equal; no value equals no value. */
    static boolean same(@Nullable AttributeValue one, @Nullable AttributeValue other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return Arrays.equals(CanonicalForm.of(one), CanonicalForm.of(other));
    }

    /** The value at a path, or null where there is none. */
    static @Nullable AttributeValue valueAt(Item item, AttributePath path) {
        Map<String, AttributeValue> entries = item.attributes();
        for (String name : path.parent().names()) {
            if (!(entries.get(name) instanceof AttributeValue.MapOf map)) {
                return null;
            }
            entries = map.entries();
        }
        return entries.get(path.names().getLast());
    }

    public boolean isEmpty() {
        return edits.isEmpty();
    }

    /** The paths that are edited. */
    public List<AttributePath> paths() {
        return edits.stream().map(AttributeEdit::path).toList();
    }

    /**
     * The item with every value set to what it becomes, whatever it was. Empty when a value would have to be set in a
     * map that is not there.
     */
    public Optional<Item> appliedTo(Item item) {
        Map<String, AttributeValue> attributes = item.attributes();
        for (AttributeEdit edit : edits) {
            @Nullable
            Map<String, AttributeValue> edited = edited(attributes, edit.path().names(), edit.to());
            if (edited == null) {
                return Optional.empty();
            }
            attributes = edited;
        }
        return Optional.of(new Item(attributes));
    }

    private static @Nullable Map<String, AttributeValue> edited(
            Map<String, AttributeValue> entries, List<String> path, @Nullable AttributeValue to) {
        Map<String, AttributeValue> edited = new HashMap<>(entries);
        String name = path.getFirst();
        if (path.size() == 1) {
            if (to == null) {
                edited.remove(name);
            } else {
                edited.put(name, to);
            }
            return edited;
        }
        if (!(entries.get(name) instanceof AttributeValue.MapOf map)) {
            // What is not there needs no removing.
            return to == null ? edited : null;
        }
        @Nullable Map<String, AttributeValue> inner = edited(map.entries(), path.subList(1, path.size()), to);
        if (inner == null) {
            return null;
        }
        edited.put(name, new AttributeValue.MapOf(inner));
        return edited;
    }
}
