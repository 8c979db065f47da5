package dev.dynamorecovery.core.replay;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done about one item, given its history and what the table holds. Unknown means that it stays as it is. */
public sealed interface ReplayDecision {

    /** The most values that one write's condition names: DynamoDB allows 4 KB and 300 operators for an expression. */
    int MOST_CONDITIONED_VALUES = 100;

    /** The item is written. */
    record Write(ItemWrite write) implements ReplayDecision {}

    /** The item is as it has to be. */
    record InPlace() implements ReplayDecision {}

    /** The item stays as it is, for a person to look at. */
    record Conflict(ConflictCause cause) implements ReplayDecision {}

    /**
     * Decides how a copy's item is rolled forward: it becomes the target, from whichever state of its own history it is
     * in. So a newer state is never overwritten by an older one, and the same roll forward may run any number of times.
     *
     * @param found what the copy holds, or null when it holds no such item
     */
    static ReplayDecision rollForward(ItemKey key, ItemHistory history, @Nullable Item found) {
        return switch (history.state()) {
            case ReplayedState.Unknown unknown -> new Conflict(unknown.cause());
            case ReplayedState.Known known -> {
                if (Objects.equals(found, known.target())) {
                    yield new InPlace();
                }
                yield history.knows(found)
                        ? write(key, found, known.target())
                        : new Conflict(ConflictCause.UNKNOWN_STATE);
            }
        };
    }

    /**
     * Decides how the changes left out are taken out of a live table's item: only the values that they make a difference
     * to are written, and only where each still is as the log knows it. So what was changed since survives.
     *
     * @param found what the table holds, or null when it holds no such item
     */
    static ReplayDecision undo(ItemKey key, ItemHistory history, @Nullable Item found) {
        return switch (history.state()) {
            case ReplayedState.Unknown unknown -> new Conflict(unknown.cause());
            case ReplayedState.Known known -> {
                @Nullable Item last = known.last();
                @Nullable Item target = known.target();
                if (!known.differsFromLast() || Objects.equals(found, target)) {
                    yield new InPlace();
                }
                yield last != null && target != null && found != null
                        ? undo(key, ItemEdits.between(last, target), found)
                        : Objects.equals(found, last)
                                ? write(key, found, target)
                                : new Conflict(ConflictCause.CHANGED_MEANWHILE);
            }
        };
    }

    private static ReplayDecision undo(ItemKey key, ItemEdits edits, Item found) {
        List<AttributeEdit> open = new ArrayList<>();
        for (AttributeEdit edit : edits.edits()) {
            var value = ItemEdits.valueAt(found, edit.path());
            if (ItemEdits.same(value, edit.to())) {
                continue;
            }
            if (!ItemEdits.same(value, edit.from())) {
                return new Conflict(ConflictCause.CHANGED_MEANWHILE);
            }
            open.add(edit);
        }
        ItemEdits remaining = new ItemEdits(open);
        if (remaining.isEmpty()) {
            return new InPlace();
        }
        return remaining.appliedTo(found).isEmpty()
                ? new Conflict(ConflictCause.CHANGED_MEANWHILE)
                : bounded(new ItemWrite.Change(key, remaining));
    }

    private static ReplayDecision write(ItemKey key, @Nullable Item found, @Nullable Item target) {
        if (found == null) {
            return target == null ? new InPlace() : new Write(new ItemWrite.Create(key, target));
        }
        return bounded(
                target == null
                        ? new ItemWrite.Delete(key, found)
                        : new ItemWrite.Change(key, ItemEdits.between(found, target)));
    }

    private static ReplayDecision bounded(ItemWrite write) {
        return write.conditionedValues() > MOST_CONDITIONED_VALUES
                ? new Conflict(ConflictCause.TOO_MANY_VALUES)
                : new Write(write);
    }
}
