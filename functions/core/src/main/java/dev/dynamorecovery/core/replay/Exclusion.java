package dev.dynamorecovery.core.replay;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes are left out of a replay: those that fit everything that is given. What is not given fits every change;
 * where nothing at all is given, nothing is left out.
 *
 * <p>Who made a change is what the item says after it. A deletion leaves no item to say it, so no deletion is ever held
 * to be a writer's: leave it out by its key and time.
 *
 * @param keys the items, or empty for all
 * @param writer who made the changes, as the attribute that the plan names tells
 */
public record Exclusion(Set<ItemKey> keys, Optional<TimeSpan> window, Optional<Writer> writer) {

    /** Leaves nothing out. */
    public static final Exclusion NOTHING = new Exclusion(Set.of(), Optional.empty(), Optional.empty());

    /** A writer, and the attribute in which items name theirs. */
    public record Writer(String attribute, String name) {}

    public Exclusion {
        keys = Set.copyOf(keys);
    }

    /** Whether anything can be left out. */
    public boolean isNothing() {
        return keys.isEmpty() && window.isEmpty() && writer.isEmpty();
    }

    /** Whether the change is left out. */
    public boolean leavesOut(Change change, KeySchema schema) {
        return !isNothing()
                && window.map(span -> span.contains(change.at())).orElse(true)
                && (keys.isEmpty() || keys.contains(ItemKey.of(change.keys(), schema)))
                && writer.map(who -> wrote(who, change)).orElse(true);
    }

    /** Whether the change would be left out if it were known who deleted the item. */
    public boolean mayHaveDeleted(Change change, KeySchema schema) {
        return writer.isPresent()
                && change.after() == null
                && change.origin() == ChangeOrigin.WRITE
                && new Exclusion(keys, window, Optional.empty()).fits(change, schema);
    }

    private boolean fits(Change change, KeySchema schema) {
        return isNothing() || leavesOut(change, schema);
    }

    private static boolean wrote(Writer writer, Change change) {
        @Nullable Item after = change.after();
        return after != null
                && after.attribute(writer.attribute()) instanceof AttributeValue.Text name
                && name.value().equals(writer.name());
    }
}
