package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Looks whether the log knows all that a job needs, and plans the work.
 *
 * <p>Nothing has been written by then. With a gap there is no replay, unless the request accepts gaps by name.
 *
 * @param longestSettling how long a change may be on its way into the log before a replay gives up waiting for it
 */
public record ReplayPlanning(ReplayLog log, StoredDocuments work, Duration longestSettling) {

    /** What became of planning. */
    public sealed interface Outcome {

        /** The plan is stored for the workers. */
        record Planned(ReplayPlan plan) implements Outcome {}

        /** Changes of the span are still on their way into the log: ask again. */
        record Settling() implements Outcome {}

        /** The log does not know enough. */
        record Refused(List<Refusal> refusals) implements Outcome {}
    }

    /** Plans the work of a job. Only for changes that are on their way it is worth waiting; other gaps do not close. */
    public Outcome plan(ReplayJob job, Instant now) {
        List<Gap> gaps = log.gaps(job.table(), job.span(), now);
        List<Gap> lasting =
                gaps.stream().filter(gap -> gap.cause() != GapCause.NOT_SETTLED).toList();
        if (!lasting.isEmpty() && !job.acceptGaps()) {
            return refused(lasting);
        }
        if (lasting.size() < gaps.size() && now.isBefore(job.startedAt().plus(longestSettling))) {
            return new Outcome.Settling();
        }
        if (!gaps.isEmpty() && !job.acceptGaps()) {
            return refused(gaps);
        }
        ReplayPlan plan = ReplayPlan.of(log.slices(job.table(), job.span(), ReplayPlan.MOST_CHANGES_OF_SLICE), gaps);
        work.write(job.keys().plan(), plan);
        return new Outcome.Planned(plan);
    }

    private static Outcome refused(List<Gap> gaps) {
        return new Outcome.Refused(gaps.stream().map(ReplayPlanning::refusal).toList());
    }

    private static Refusal refusal(Gap gap) {
        return gap.cause() == GapCause.NOT_SETTLED
                ? new Refusal(
                        RefusalCode.CHANGE_LOG_NOT_SETTLED,
                        "change log",
                        gap.described(),
                        "see whether the stream's records are logged (alarms on StreamChangeLogger), then ask again")
                : new Refusal(
                        RefusalCode.CHANGE_LOG_INCOMPLETE,
                        "change log",
                        gap.described(),
                        "choose a span that the log knows, or accept by acceptGaps (--accept-gaps) that changes may be missing");
    }
}
