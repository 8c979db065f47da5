package dev.dynamorecovery.core.replay.report;

import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.replay.work.ReplayTally;
import dev.dynamorecovery.core.replay.work.ReplayedItem;
import dev.dynamorecovery.core.report.TimelineEntry;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.verification.ExecutionFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one replay.
 *
 * @param execution the ARN of the execution
 * @param target the table that was written, or null when the request was refused
 * @param span the changes that were read
 * @param leftOut what was left out, or taken out, in words
 * @param proposal the execution whose listing was carried out
 * @param gaps what the log did not know, and the request accepted
 * @param tally null when nothing was replayed
 * @param items the first items of which there is something to tell, conflicts first
 * @param allItems where all of them are written
 * @param verification null when nothing was compared
 * @param timeScale the factor that shortened every wait; 1 on AWS
 */
public record ReplayReport(
        int formatVersion,
        ReplayOutcome outcome,
        String operation,
        String execution,
        Instant startedAt,
        Instant finishedAt,
        String table,
        @Nullable String target,
        @Nullable TimeSpan span,
        String leftOut,
        @Nullable String proposal,
        @Nullable String plan,
        @Nullable String planVersion,
        List<String> gaps,
        @Nullable ReplayTally tally,
        List<ReplayedItem> items,
        @Nullable String allItems,
        @Nullable VerificationSection verification,
        List<Refusal> refusals,
        @Nullable ExecutionFailure failure,
        List<TimelineEntry> timeline,
        double timeScale) {

    /** The version of the form written here. */
    public static final int FORMAT_VERSION = 1;

    /** The most items that a report names itself. */
    public static final int MOST_NAMED = 100;

    public ReplayReport {
        gaps = List.copyOf(gaps);
        items = List.copyOf(items);
        refusals = List.copyOf(refusals);
        timeline = List.copyOf(timeline);
    }

    /** What happened, in one sentence. */
    public String summary() {
        return switch (outcome) {
            case REFUSED -> "The request was refused; nothing was written";
            case FAILED -> "The replay broke off; what it had written stays, and the same request goes on from there";
            case LISTED, ROLLED_FORWARD, UNDONE -> tally == null ? "Nothing was replayed" : summary(tally);
        };
    }

    private String summary(ReplayTally done) {
        String what = switch (outcome) {
            case ROLLED_FORWARD -> "Rolled %s forward to %s".formatted(target, span == null ? "?" : span.until());
            case UNDONE -> "Took " + leftOut + " out of " + table;
            case LISTED -> "Listed what would be written to " + target + "; nothing was written";
            case REFUSED, FAILED -> "";
        };
        return "%s: %d changes, %d items %s, %d in place, %d left as they are for a conflict"
                .formatted(
                        what,
                        done.changes(),
                        done.written(),
                        outcome == ReplayOutcome.LISTED ? "to write" : "written",
                        done.inPlace(),
                        done.conflicting());
    }
}
