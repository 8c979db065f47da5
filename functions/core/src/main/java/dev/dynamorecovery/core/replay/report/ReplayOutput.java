package dev.dynamorecovery.core.replay.report;

import dev.dynamorecovery.core.replay.work.ReplayTally;
import org.jspecify.annotations.Nullable;

/**
 * What the execution answers.
 *
 * @param outcome {@code RolledForward}, {@code Undone} or {@code Listed}
 * @param execution its name, which carries a listing out
 * @param verification how the copy compares with the live table, or null when nobody compared them
 */
public record ReplayOutput(
        String outcome,
        String table,
        String target,
        String execution,
        long changes,
        long leftOut,
        long written,
        long created,
        long changed,
        long deleted,
        long inPlace,
        long conflicts,
        long entangled,
        @Nullable VerificationSection verification,
        Report report,
        String summary) {

    /** Where the report lies. */
    public record Report(String json, String markdown, String items) {}

    static ReplayOutput of(ReplayReport report, String outcome, String target, ReplayTally tally, Report places) {
        return new ReplayOutput(
                outcome,
                report.table(),
                target,
                report.execution().substring(report.execution().lastIndexOf(':') + 1),
                tally.changes(),
                tally.leftOut(),
                tally.written(),
                tally.created(),
                tally.changed(),
                tally.deleted(),
                tally.inPlace(),
                tally.conflicting(),
                tally.entangled(),
                report.verification(),
                places,
                report.summary());
    }
}
