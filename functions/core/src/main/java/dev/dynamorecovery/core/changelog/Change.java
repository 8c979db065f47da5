package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.Item;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of one item.
 *
 * @param at when it was made, as the stream stamps it: AWS cuts it to the second
 * @param keys the key attributes
 * @param before the item before, or null when there was none
 * @param after the item after, or null when it was deleted
 */
public record Change(
        ChangePosition position,
        Instant at,
        Item keys,
        @Nullable Item before,
        @Nullable Item after,
        ChangeOrigin origin) {

    /** Where and when, without any of the item's data. */
    @Override
    public String toString() {
        return "Change[%s %s %s at %s]".formatted(position.stream(), position.shard(), position.sequence(), at);
    }
}
