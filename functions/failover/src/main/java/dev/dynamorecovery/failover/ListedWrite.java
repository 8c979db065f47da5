package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.comparison.Disclosure;
import dev.dynamorecovery.core.comparison.ShownValues;
import dev.dynamorecovery.core.failover.reconcile.LostWrite;
import dev.dynamorecovery.core.failover.reconcile.RecordedResolution;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.replay.AttributeEdit;
import dev.dynamorecovery.core.replay.ItemEdits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lost write as it is shown.
 *
 * @param key the item's key, for people: a loss has to be named
 * @param lostIn the Region whose write lost
 * @param writtenAt null where the log does not reach back to it
 * @param certain false where it is lost only if what replaced it was sent late
 * @param writes how many writes are lost with it; 0 where that is not known
 * @param differences what the lost write had left and what the table holds now, value by value; values only where asked for
 * @param mergeable whether the last common state is known
 * @param holding names what the table holds now, so that a decision can say what it was made on
 * @param resolution what was decided, and by whom; null while nobody has
 */
record ListedWrite(
        String id,
        String table,
        String key,
        String lostIn,
        @Nullable Instant writtenAt,
        Instant overwrittenAt,
        boolean certain,
        int writes,
        List<String> differences,
        boolean mergeable,
        String holding,
        @Nullable String resolution) {

    static ListedWrite of(
            LostWrite write,
            @Nullable Item held,
            String holding,
            @Nullable RecordedResolution resolution,
            boolean revealValues) {
        return new ListedWrite(
                write.id(),
                write.table(),
                write.key().toString(),
                write.version().region(),
                write.version().writtenAt().orElse(null),
                write.version().overwrittenAt(),
                write.version().certain(),
                write.version().writes(),
                differences(write.version().lost(), held, revealValues),
                write.version().base().isPresent() && write.version().lost() != null && held != null,
                holding,
                resolution == null ? null : resolution.resolution() + " by " + resolution.by());
    }

    private static List<String> differences(@Nullable Item lost, @Nullable Item held, boolean revealValues) {
        if (lost == null && held == null) {
            return List.of();
        }
        if (lost == null) {
            return List.of("the lost write deleted the item; the table holds one");
        }
        Item found = held == null ? new Item(Map.of()) : held;
        ShownValues values = new ShownValues(revealValues ? Disclosure.REVEALED : Disclosure.REDACTED);
        return ItemEdits.between(lost, found).edits().stream()
                .map(edit -> described(edit, values))
                .toList();
    }

    private static String described(AttributeEdit edit, ShownValues values) {
        return "%s: lost %s, held %s".formatted(edit.path(), shown(edit.from(), values), shown(edit.to(), values));
    }

    private static String shown(@Nullable AttributeValue value, ShownValues values) {
        return value == null ? "none" : values.show(value).toString();
    }
}
