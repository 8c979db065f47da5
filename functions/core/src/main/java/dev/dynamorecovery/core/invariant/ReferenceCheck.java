package dev.dynamorecovery.core.invariant;

import dev.dynamorecovery.core.invariant.ReferencedItems.UncheckableReference;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.Verification.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks one reference for item after item: gathers keys, asks for a hundred at a time, and remembers some that exist.
 * Memory does not grow with the table.
 */
final class ReferenceCheck {

    private static final int REMEMBERED_KEYS = 10_000;

    private final Reference reference;
    private final KeySchema referencedSchema;
    private final ReferencedItems referencedItems;
    private final RuleTally tally;
    private final Map<ItemKey, List<ItemKey>> referrersByKey = new LinkedHashMap<>();
    private final Map<ItemKey, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ItemKey, Boolean> eldest) {
            return size() > REMEMBERED_KEYS;
        }
    };
    private int waiting;

    ReferenceCheck(Reference reference, ReferencedItems referencedItems) {
        this.reference = reference;
        this.referencedItems = referencedItems;
        this.tally = new RuleTally(RuleKind.REFERENCE, reference.name());
        var names = List.copyOf(reference.key().keySet());
        this.referencedSchema =
                names.size() == 1 ? KeySchema.of(names.getFirst()) : KeySchema.of(names.getFirst(), names.getLast());
    }

    void accept(Item item, ItemKey referrer) {
        var attributes = new HashMap<String, AttributeValue>();
        var absent = 0;
        for (var part : reference.key().entrySet()) {
            @Nullable AttributeValue value = item.attribute(part.getValue());
            if (value == null || value instanceof AttributeValue.Null) {
                absent++;
            } else {
                attributes.put(part.getKey(), value);
            }
        }
        if (absent > 0) {
            // Half a key refers to nothing that could exist, whether the reference is required or not.
            if (reference.required() || !attributes.isEmpty()) {
                tally.broken(referrer);
            }
            return;
        }
        if (!attributes.values().stream().allMatch(ReferenceCheck::canBeKey)) {
            tally.broken(referrer);
            return;
        }
        ask(ItemKey.of(new Item(attributes), referencedSchema), referrer);
    }

    private void ask(ItemKey key, ItemKey referrer) {
        if (known.containsKey(key)) {
            tally.kept();
            return;
        }
        referrersByKey.computeIfAbsent(key, unseen -> new ArrayList<>()).add(referrer);
        waiting++;
        if (referrersByKey.size() == ReferencedItems.MOST_KEYS || waiting == REMEMBERED_KEYS) {
            flush();
        }
    }

    /** Asks for all keys that wait, and gives the result so far. */
    RuleResult result() {
        flush();
        return tally.result();
    }

    private void flush() {
        if (referrersByKey.isEmpty()) {
            return;
        }
        try {
            Set<ItemKey> existing =
                    referencedItems.existing(reference.table(), referencedSchema, referrersByKey.keySet());
            referrersByKey.forEach((key, referrers) -> {
                if (existing.contains(key)) {
                    known.put(key, true);
                    referrers.forEach(referrer -> tally.kept());
                } else {
                    referrers.forEach(tally::broken);
                }
            });
        } catch (UncheckableReference uncheckable) {
            var reason = uncheckable.getMessage();
            referrersByKey
                    .values()
                    .forEach(referrers -> referrers.forEach(referrer -> tally.undecided(String.valueOf(reason))));
        }
        referrersByKey.clear();
        waiting = 0;
    }

    private static boolean canBeKey(AttributeValue value) {
        return value instanceof AttributeValue.Text
                || value instanceof AttributeValue.Numeric
                || value instanceof AttributeValue.Binary;
    }
}
