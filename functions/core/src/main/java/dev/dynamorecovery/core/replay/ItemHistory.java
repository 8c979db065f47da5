package dev.dynamorecovery.core.replay;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemHasher;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one item, taken one by one in their order, and what the item has to become when some are left out.
 *
 * <p>Rebased value by value: what the kept changes changed is put, in their order, onto the state before. With nothing
 * left out that is the last state. However long the history, it keeps two states and a hash of each of the others.
 */
public final class ItemHistory {

    private static final ItemHash NO_ITEM = ItemHash.ZERO;

    private final ItemHasher hasher;
    private final Set<String> bookkeeping;
    private final Set<ItemHash> states = new HashSet<>();
    private final Set<AttributePath> touchedByLeftOut = new TreeSet<>();
    private final SortedSet<AttributePath> entangled = new TreeSet<>();
    private @Nullable Item last;
    private @Nullable Item target;
    private @Nullable ConflictCause undecided;
    private boolean broken;
    private int changes;
    private int leftOut;

    /** @param bookkeeping the attributes in which items tell of their last change: every writer sets them */
    public ItemHistory(ItemHasher hasher, Set<String> bookkeeping) {
        this.hasher = hasher;
        this.bookkeeping = bookkeeping;
    }

    /** Takes the next change of the item. */
    public void add(Change change, boolean isLeftOut) {
        if (changes == 0) {
            begin(change.before());
        } else if (!hash(change.before()).equals(hash(last))) {
            broken = true;
        }
        changes++;
        if (isLeftOut) {
            leftOut++;
            leaveOut(change);
        } else {
            keep(change);
        }
        last = change.after();
        states.add(hash(last));
        if (undecided == null) {
            states.add(hash(target));
        }
    }

    private void begin(@Nullable Item first) {
        last = first;
        target = first;
        states.add(hash(first));
    }

    private void leaveOut(Change change) {
        @Nullable Item before = change.before();
        @Nullable Item after = change.after();
        if (before == null || after == null) {
            touchedByLeftOut.add(AttributePath.ITEM);
        } else {
            touchedByLeftOut.addAll(ItemEdits.between(before, after).paths());
        }
    }

    private void keep(Change change) {
        @Nullable Item before = change.before();
        @Nullable Item after = change.after();
        if (leftOut == 0) {
            target = after;
            return;
        }
        if (before == null || after == null) {
            // A whole item put where none was, or taken away, leaves no doubt about its state.
            if (!touchedByLeftOut.isEmpty()) {
                entangled.add(AttributePath.ITEM);
            }
            target = after;
            undecided = null;
            return;
        }
        ItemEdits edits = ItemEdits.between(before, after);
        edits.paths().forEach(this::noteEntangled);
        @Nullable Item base = target;
        Optional<Item> rebased = base == null ? Optional.empty() : edits.appliedTo(base);
        if (rebased.isPresent()) {
            target = rebased.get();
        } else if (!edits.isEmpty()) {
            undecided = ConflictCause.BUILT_ON_LEFT_OUT;
        }
    }

    private void noteEntangled(AttributePath path) {
        boolean told = path.names().size() == 1 && bookkeeping.contains(path.attribute());
        if (!told && touchedByLeftOut.stream().anyMatch(path::overlaps)) {
            entangled.add(path);
        }
    }

    /** What the item has to become, after all its changes were taken. */
    public ReplayedState state() {
        if (broken) {
            return new ReplayedState.Unknown(ConflictCause.CHANGE_MISSING);
        }
        if (undecided != null) {
            return new ReplayedState.Unknown(undecided);
        }
        return new ReplayedState.Known(last, target, Collections.unmodifiableSortedSet(entangled));
    }

    /** Whether the item was once in that state, or would have been without what is left out; null is no item. */
    public boolean knows(@Nullable Item state) {
        return states.contains(hash(state));
    }

    /** How many changes were taken. */
    public int changes() {
        return changes;
    }

    /** How many of them are left out. */
    public int leftOut() {
        return leftOut;
    }

    private ItemHash hash(@Nullable Item state) {
        return state == null ? NO_ITEM : hasher.itemHash(state);
    }
}
