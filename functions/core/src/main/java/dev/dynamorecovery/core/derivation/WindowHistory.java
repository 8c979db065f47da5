package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.item.ItemHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The changes of one item within the window, in their order: every state it passed through is a right one. */
public final class WindowHistory {

    private final List<WindowChange> changes;

    /** The history of these changes, at least one, all of one item, in any order. */
    public WindowHistory(List<WindowChange> changes) {
        this.changes = new ArrayList<>(changes);
        this.changes.sort(Comparator.comparing(WindowChange::position));
    }

    /**
     * Settles which state is expected.
     *
     * @param found the hash of what the copy holds, or null for nothing
     */
    public SettledItem settle(Derivation derivation, @Nullable ItemHash found) {
        @Nullable Fingerprint atPoint = stateBefore(derivation.point());
        WindowChange first = changes.getFirst();
        return new SettledItem(
                first.bucket(),
                first.key(),
                stateBefore(derivation.pivot()),
                isRight(found) ? stateOf(found) : atPoint,
                atPoint);
    }

    /** Whether the item passed through that state. */
    public boolean isRight(@Nullable ItemHash found) {
        return same(changes.getFirst().before(), found)
                || changes.stream().anyMatch(change -> same(change.after(), found));
    }

    /** Where a change does not start from what the one before it left. */
    public Optional<TimeSpan> brokenAt() {
        for (int index = 1; index < changes.size(); index++) {
            WindowChange earlier = changes.get(index - 1);
            WindowChange later = changes.get(index);
            if (!same(earlier.after(), hashOf(later.before()))) {
                Instant until = later.at().isBefore(earlier.at()) ? earlier.at() : later.at();
                return Optional.of(new TimeSpan(earlier.at(), until.plusSeconds(1)));
            }
        }
        return Optional.empty();
    }

    /** The state after all changes stamped before the instant. */
    private @Nullable Fingerprint stateBefore(Instant instant) {
        @Nullable Fingerprint state = changes.getFirst().before();
        for (WindowChange change : changes) {
            if (change.at().isBefore(instant)) {
                state = change.after();
            }
        }
        return state;
    }

    private @Nullable Fingerprint stateOf(@Nullable ItemHash found) {
        if (same(changes.getFirst().before(), found)) {
            return changes.getFirst().before();
        }
        for (WindowChange change : changes) {
            if (same(change.after(), found)) {
                return change.after();
            }
        }
        return null;
    }

    private static boolean same(@Nullable Fingerprint state, @Nullable ItemHash hash) {
        return state == null ? hash == null : state.hash().equals(hash);
    }

    private static @Nullable ItemHash hashOf(@Nullable Fingerprint state) {
        return state == null ? null : state.hash();
    }
}
