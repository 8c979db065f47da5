package dev.dynamorecovery.core.replay;

import dev.dynamorecovery.core.item.Item;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What an item has to become, as its changes tell. */
public sealed interface ReplayedState {

    /**
     * It is known.
     *
     * @param last the item as the last change left it, or null when that deleted it
     * @param target the item as it has to become, or null when there has to be none
     * @param entangled what a kept change wrote after a change that is left out wrote it: it stays as the kept one wrote
     *     it, and a person should look at it. Where the plan's own attributes of changes stand is not told.
     */
    record Known(@Nullable Item last, @Nullable Item target, SortedSet<AttributePath> entangled)
            implements ReplayedState {

        /** Whether what is left out makes a difference to the item. */
        public boolean differsFromLast() {
            return !Objects.equals(last, target);
        }
    }

    /** It cannot be known; the item stays as it is. */
    record Unknown(ConflictCause cause) implements ReplayedState {}
}
