package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.replay.ConflictCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done with one item, or would be: a line of the report.
 *
 * @param key the item's key, for people
 * @param values the values that are written, where the request asked for them; else the paths alone
 * @param entangled the paths that a kept change had written after one that is left out
 * @param conflict why it is left as it is, or null
 * @param differing whether it has to differ from the last state of the log, for what is left out
 */
public record ReplayedItem(
        String key,
        Action action,
        List<String> values,
        List<String> entangled,
        @Nullable ConflictCause conflict,
        boolean differing) {

    public ReplayedItem {
        values = List.copyOf(values);
        entangled = List.copyOf(entangled);
    }

    /** What is done. */
    public enum Action {
        CREATE,
        CHANGE,
        DELETE,
        NONE,
        CONFLICT
    }
}
