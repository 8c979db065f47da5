package dev.dynamorecovery.core.verification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an execution that did its job answers.
 *
 * @param outcome {@code Consistent}, {@code Inconsistent}, {@code Unproven} or {@code BaselineTaken}
 * @param restoredTable the table that the restore made, or null
 * @param copyKept whether that table still stands
 * @param report where the report lies, or null for a baseline
 * @param baseline the baseline that was taken, or that the verified copy became, or null
 * @param baselineInstant the instant of the baseline that was taken or compared with, or null
 * @param objectivesMet whether both objectives were met; true where there are none
 * @param summary one sentence
 * @param reasons what proves the verdict, or what speaks against the copy; the first few, and none for a baseline
 */
public record ExecutionOutput(
        String outcome,
        String table,
        @Nullable String restoredTable,
        boolean copyKept,
        @Nullable ReportPlaces report,
        @Nullable String baseline,
        @Nullable Instant baselineInstant,
        @Nullable Double rtoObjectiveSeconds,
        @Nullable Double rtoAchievedSeconds,
        @Nullable Double rpoObjectiveSeconds,
        @Nullable Double rpoAchievedSeconds,
        boolean objectivesMet,
        String summary,
        List<String> reasons) {

    public ExecutionOutput {
        reasons = List.copyOf(reasons);
    }

    /** Where a report lies, as {@code s3://} URIs. */
    public record ReportPlaces(String json, String markdown) {}
}
