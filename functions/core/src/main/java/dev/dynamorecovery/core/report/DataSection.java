package dev.dynamorecovery.core.report;

import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.LogStretch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of the restored items.
 *
 * @param expectedState what they were compared with, in words
 * @param expectedItems how many items were expected
 * @param restoredItems how many came back
 * @param log what the expected state was derived from, or null when it was known without the change log
 * @param named the first differences; the counts are of all
 * @param valuesRevealed whether the request asked to show values
 * @param allDifferences where all differences are written, or empty when all are named here
 */
public record DataSection(
        String expectedState,
        long expectedItems,
        long restoredItems,
        DifferenceCounts counts,
        @Nullable LogStretch log,
        List<NamedDifference> named,
        boolean valuesRevealed,
        String allDifferences) {

    /** How many differences a report names. */
    public static final int MOST_NAMED = 100;

    public DataSection {
        named = named.stream().limit(MOST_NAMED).toList();
    }
}
