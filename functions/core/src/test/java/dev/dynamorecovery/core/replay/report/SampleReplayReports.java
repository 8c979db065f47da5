package dev.dynamorecovery.core.replay.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.replay.ConflictCause;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.replay.work.ReplayPlan;
import dev.dynamorecovery.core.replay.work.ReplayTally;
import dev.dynamorecovery.core.replay.work.ReplayedItem;
import dev.dynamorecovery.core.replay.work.SampleReplay;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What replays leave in their work bucket for their report. */
final class SampleReplayReports {

    static final TimeSpan SPAN = new TimeSpan(SampleReplay.START, SampleReplay.START.plusSeconds(600));

    private SampleReplayReports() {}

    static ReplayJob job(ReplayJob.Operation operation, boolean dryRun) {
        return SampleReplay.job(operation, SPAN, SampleReplay.of("release-42", SPAN), dryRun, "replay-1");
    }

    /** The results of two partitions: of order-1 to order-3, and of order-4, which was left as it is. */
    static void replayed(ReplayJob job, List<Gap> gaps, ObjectStore work) {
        StoredDocuments documents = new StoredDocuments(work);
        documents.write(job.keys().plan(), new ReplayPlan(List.of(), 2, gaps));
        items(
                job,
                0,
                List.of(
                        item("order-1", ReplayedItem.Action.CHANGE, null, true),
                        item("order-2", ReplayedItem.Action.CREATE, null, false),
                        item("order-3", ReplayedItem.Action.DELETE, null, true)),
                work);
        items(job, 1, List.of(item("order-4", ReplayedItem.Action.CONFLICT, ConflictCause.UNKNOWN_STATE, false)), work);
        documents.write(job.keys().tally(0, 0), new ReplayTally(9, 4, 3, 1, 1, 1, 0, Map.of(), 0, 2, 0));
        documents.write(
                job.keys().tally(1, 0),
                new ReplayTally(2, 0, 2, 0, 0, 0, 1, Map.of(ConflictCause.UNKNOWN_STATE, 1L), 0, 0, 5));
    }

    static void items(ReplayJob job, int partition, List<ReplayedItem> items, ObjectStore work) {
        work.write(job.keys().items(partition, 0), lines(items));
    }

    static ReplayedItem item(
            String key, ReplayedItem.Action action, @Nullable ConflictCause conflict, boolean differing) {
        return new ReplayedItem(key, action, List.of("total"), List.of(), conflict, differing);
    }

    static byte[] lines(List<?> values) {
        List<String> lines = new ArrayList<>();
        for (Object value : values) {
            try {
                lines.add(Documents.json().writeValueAsString(value) + "\n");
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return String.join("", lines).getBytes(StandardCharsets.UTF_8);
    }
}
