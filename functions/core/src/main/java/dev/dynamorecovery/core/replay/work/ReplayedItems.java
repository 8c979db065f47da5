package dev.dynamorecovery.core.replay.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dynamorecovery.core.comparison.Disclosure;
import dev.dynamorecovery.core.comparison.ShownValues;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.AttributeEdit;
import dev.dynamorecovery.core.replay.AttributePath;
import dev.dynamorecovery.core.replay.ConflictCause;
import dev.dynamorecovery.core.replay.ItemHistory;
import dev.dynamorecovery.core.replay.ItemWrite;
import dev.dynamorecovery.core.replay.ReplayDecision;
import dev.dynamorecovery.core.replay.ReplayedState;
import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts and writes down what one call on a partition does. */
final class ReplayedItems {

    private final @Nullable ShownValues shown;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Map<ConflictCause, Long> conflicts = new EnumMap<>(ConflictCause.class);
    private long changes;
    private long leftOut;
    private long items;
    private long created;
    private long changed;
    private long deleted;
    private long inPlace;
    private long entangled;
    private long differing;
    private long deletedByUnknown;

    ReplayedItems(boolean revealValues) {
        this.shown = revealValues ? new ShownValues(Disclosure.REVEALED) : null;
    }

    void add(ItemKey key, ItemHistory history, long deletionsByUnknown, ReplayDecision decision) {
        items++;
        changes += history.changes();
        leftOut += history.leftOut();
        deletedByUnknown += deletionsByUnknown;
        List<String> tangled = List.of();
        boolean differs = false;
        if (history.state() instanceof ReplayedState.Known known) {
            tangled = known.entangled().stream().map(AttributePath::toString).toList();
            differs = known.differsFromLast();
        } else {
            differs = history.leftOut() > 0;
        }
        entangled += tangled.isEmpty() ? 0 : 1;
        differing += differs ? 1 : 0;
        switch (decision) {
            case ReplayDecision.Write write -> {
                line(new ReplayedItem(
                        key.toString(), count(write.write()), values(write.write()), tangled, null, differs));
            }
            case ReplayDecision.InPlace there -> {
                inPlace++;
                if (differs || !tangled.isEmpty()) {
                    line(new ReplayedItem(key.toString(), ReplayedItem.Action.NONE, List.of(), tangled, null, differs));
                }
            }
            case ReplayDecision.Conflict conflict -> {
                conflicts.merge(conflict.cause(), 1L, Long::sum);
                line(new ReplayedItem(
                        key.toString(), ReplayedItem.Action.CONFLICT, List.of(), tangled, conflict.cause(), differs));
            }
        }
    }

    private ReplayedItem.Action count(ItemWrite write) {
        return switch (write) {
            case ItemWrite.Create create -> {
                created++;
                yield ReplayedItem.Action.CREATE;
            }
            case ItemWrite.Change change -> {
                changed++;
                yield ReplayedItem.Action.CHANGE;
            }
            case ItemWrite.Delete delete -> {
                deleted++;
                yield ReplayedItem.Action.DELETE;
            }
        };
    }

    private List<String> values(ItemWrite write) {
        return switch (write) {
            case ItemWrite.Create create -> whole(create.item().attributes());
            case ItemWrite.Change change ->
                change.edits().edits().stream().map(this::value).toList();
            case ItemWrite.Delete delete -> whole(delete.item().attributes());
        };
    }

    private List<String> whole(Map<String, AttributeValue> attributes) {
        return attributes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> shown == null ? entry.getKey() : entry.getKey() + ": " + shown.show(entry.getValue()))
                .toList();
    }

    private String value(AttributeEdit edit) {
        return shown == null
                ? edit.path().toString()
                : edit.path() + ": " + shown(shown, edit.from()) + " becomes " + shown(shown, edit.to());
    }

    private static String shown(ShownValues shown, @Nullable AttributeValue value) {
        return value == null ? "nothing" : shown.show(value).toString();
    }

    private void line(ReplayedItem item) {
        try {
            lines.writeBytes(Documents.json().writeValueAsBytes(item));
            lines.write('\n');
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("A line of a replay has no form in JSON", unwritable);
        }
    }

    byte[] lines() {
        return lines.toByteArray();
    }

    ReplayTally tally() {
        return new ReplayTally(
                changes,
                leftOut,
                items,
                created,
                changed,
                deleted,
                inPlace,
                conflicts,
                entangled,
                differing,
                deletedByUnknown);
    }
}
