package dev.dynamorecovery.core.settings;

import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.TreeMap;

/**
 * The tags of a restored copy. The copy does not carry the tag {@code recovery:plan}: it would be audited, logged and
 * drilled as if it were the protected table. {@code recovery:copy-of} names the table it came from instead, and
 * {@code recovery:execution} the execution that made it, which is what allows that execution to delete it.
 */
public final class CopyTags {

    /** Names the execution that made the copy. */
    public static final String EXECUTION = "recovery:execution";

    /** Names the table that was copied. */
    public static final String COPY_OF = "recovery:copy-of";

    private CopyTags() {}

    /** What the settings of a copy must be, given those of the table it was made from. */
    public static TableSettings expectedOfCopy(TableSettings source, String sourceTable, String execution) {
        var tags = new TreeMap<>(source.tags());
        tags.remove(RecoveryPlan.TAG);
        tags.put(COPY_OF, sourceTable);
        tags.put(EXECUTION, execution);
        return source.withTags(tags);
    }
}
