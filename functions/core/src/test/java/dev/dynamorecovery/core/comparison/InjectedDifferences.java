package dev.dynamorecovery.core.comparison;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.AttributeValue.Binary;
import dev.dynamorecovery.core.item.AttributeValue.Bool;
import dev.dynamorecovery.core.item.AttributeValue.ListOf;
import dev.dynamorecovery.core.item.AttributeValue.MapOf;
import dev.dynamorecovery.core.item.AttributeValue.Numeric;
import dev.dynamorecovery.core.item.AttributeValue.NumericSet;
import dev.dynamorecovery.core.item.AttributeValue.Text;
import dev.dynamorecovery.core.item.AttributeValue.TextSet;
import dev.dynamorecovery.core.item.Continuation;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ScanPage;
import dev.dynamorecovery.core.item.ScanSegment;
import dev.dynamorecovery.core.item.TableScan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Two tables of 200,000 items that differ in 10,000 known ways, made item by item as they are scanned, never held.
 *
 * <p>Every twentieth item differs, in one of six kinds in turn; another twentieth is written another way, and does not.
 */
final class InjectedDifferences {

    static final int ITEMS = 200_000;
    static final int DIFFERENCES = 10_000;
    private static final int EVERY = ITEMS / DIFFERENCES;
    private static final int PAGE_ITEMS = 1000;

    enum Kind {
        MISSING,
        EXTRA,
        CHANGED_VALUE,
        CHANGED_TYPE,
        CHANGED_SET,
        DEEP_MAP_CHANGE,
        /** Not a difference. */
        WRITTEN_ANOTHER_WAY,
        NONE
    }

    enum Side {
        EXPECTED,
        ACTUAL
    }

    private InjectedDifferences() {}

    static Kind kind(int index) {
        if (index % EVERY == 0) {
            return Kind.values()[index / EVERY % 6];
        }
        return index % EVERY == EVERY / 2 ? Kind.WRITTEN_ANOTHER_WAY : Kind.NONE;
    }

    static String id(int index) {
        return "item-" + index;
    }

    /** The path at which the item differs; empty for an item that is missing or extra. */
    static String path(Kind kind) {
        return switch (kind) {
            case CHANGED_VALUE -> "price";
            case CHANGED_TYPE -> "reference";
            case CHANGED_SET -> "tags";
            case DEEP_MAP_CHANGE -> "profile.history[1].place.city";
            case MISSING, EXTRA, WRITTEN_ANOTHER_WAY, NONE -> "";
        };
    }

    static TableScan table(Side side) {
        return (segment, from) -> page(side, segment, from);
    }

    private static ScanPage page(Side side, ScanSegment segment, @Nullable Continuation from) {
        int index = from == null ? segment.index() : index(from.lastKey()) + segment.total();
        Kind absent = side == Side.EXPECTED ? Kind.EXTRA : Kind.MISSING;
        List<Item> items = new ArrayList<>(PAGE_ITEMS);
        int last = index;
        while (index < ITEMS && items.size() < PAGE_ITEMS) {
            if (kind(index) != absent) {
                items.add(item(side, index));
            }
            last = index;
            index += segment.total();
        }
        return new ScanPage(items, index < ITEMS ? new Continuation(new Item(Map.of("id", new Text(id(last))))) : null);
    }

    private static int index(Item key) {
        if (key.attribute("id") instanceof Text id) {
            return Integer.parseInt(id.value().substring("item-".length()));
        }
        throw new IllegalArgumentException("not a key of this table");
    }

    private static Item item(Side side, int index) {
        Kind kind = side == Side.ACTUAL ? kind(index) : Kind.NONE;
        Random random = new Random(index);
        boolean rewritten = kind == Kind.WRITTEN_ANOTHER_WAY;
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put("id", new Text(id(index)));
        String price = Integer.toString(1 + random.nextInt(9999));
        attributes.put(
                "price", new Numeric(kind == Kind.CHANGED_VALUE ? price + "1" : rewritten ? price + ".00" : price));
        String reference = Integer.toString(random.nextInt());
        attributes.put("reference", kind == Kind.CHANGED_TYPE ? new Numeric(reference) : new Text(reference));
        attributes.put(
                "tags",
                new TextSet(
                        kind == Kind.CHANGED_SET
                                ? List.of("new", "sale")
                                : rewritten ? List.of("b", "a") : List.of("a", "b")));
        attributes.put("sizes", new NumericSet(rewritten ? List.of("4E1", "38.0") : List.of("38", "40")));
        attributes.put("active", new Bool(random.nextBoolean()));
        attributes.put("note", new AttributeValue.Null());
        attributes.put("payload", new Text(Long.toHexString(random.nextLong()).repeat(15)));
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        attributes.put("thumbnail", new Binary(bytes));
        attributes.put(
                "profile", profile(kind == Kind.DEEP_MAP_CHANGE ? "Porto" : "Lisbon", rewritten ? "1.50" : "1.5"));
        return new Item(attributes);
    }

    private static AttributeValue profile(String city, String amount) {
        return new MapOf(Map.of(
                "level",
                new Numeric(amount),
                "history",
                new ListOf(List.of(
                        new Text("first"), new MapOf(Map.of("place", new MapOf(Map.of("city", new Text(city)))))))));
    }
}
