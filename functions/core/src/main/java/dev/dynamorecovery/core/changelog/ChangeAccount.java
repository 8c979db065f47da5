package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.CanonicalForm;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.plan.ChangeAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change did, and what can be told of who made it. Streams tell only of expiry; the rest is what applications
 * write into the items themselves.
 *
 * @param writer who wrote the item, as it says itself; nobody signs a deletion
 * @param transaction the transaction of the change, as the item says itself; empty where the change did not set it
 * @param attributes the names of the attributes that were set, changed or removed, without the key's; empty for a deletion
 */
public record ChangeAccount(
        Action action,
        ChangeSource source,
        Optional<String> writer,
        Optional<String> transaction,
        List<String> attributes) {

    /** Where global tables of the version 2017.11.29 keep the Region of the last write. */
    private static final String OLD_GLOBAL_TABLES_REGION = "aws:rep:updateregion";

    /** What became of the item. */
    public enum Action {
        CREATED,
        CHANGED,
        DELETED
    }

    /**
     * Tells of a change.
     *
     * @param told where items tell who wrote them
     * @param region the Region whose stream carried the change
     */
    public static ChangeAccount of(Change change, ChangeAttributes told, String region) {
        @Nullable Item after = change.after();
        if (after == null) {
            return new ChangeAccount(
                    Action.DELETED,
                    change.origin() == ChangeOrigin.TIME_TO_LIVE
                            ? new ChangeSource.TimeToLive()
                            : new ChangeSource.Application(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
        @Nullable Item before = change.before();
        List<String> attributes =
                changed(before, after, change.keys().attributes().keySet());
        return new ChangeAccount(
                before == null ? Action.CREATED : Action.CHANGED,
                text(after, Optional.of(told.region().orElse(OLD_GLOBAL_TABLES_REGION)))
                        .filter(written -> !written.equals(region))
                        .<ChangeSource>map(ChangeSource.Replicated::new)
                        .orElseGet(ChangeSource.Application::new),
                text(after, told.writer()),
                // What an earlier transaction left in the item says nothing of this change.
                text(after, told.transaction().filter(attributes::contains)),
                attributes);
    }

    private static List<String> changed(@Nullable Item before, Item after, Set<String> keys) {
        Set<String> names = new TreeSet<>(after.attributes().keySet());
        if (before != null) {
            names.addAll(before.attributes().keySet());
            names.removeIf(name -> same(before.attribute(name), after.attribute(name)));
        }
        names.removeAll(keys);
        return List.copyOf(names);
    }

    private static boolean same(@Nullable AttributeValue one, @Nullable AttributeValue other) {
        return one != null && other != null && Arrays.equals(CanonicalForm.of(one), CanonicalForm.of(other));
    }

    private static Optional<String> text(Item item, Optional<String> attribute) {
        return attribute.flatMap(name -> {
            @Nullable AttributeValue value = item.attribute(name);
            if (value instanceof AttributeValue.Text text) {
                return Optional.of(text.value());
            }
            return value instanceof AttributeValue.Numeric number ? Optional.of(number.value()) : Optional.empty();
        });
    }
}
