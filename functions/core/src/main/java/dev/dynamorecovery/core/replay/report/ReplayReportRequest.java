package dev.dynamorecovery.core.replay.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.report.TimelineEntry;
import dev.dynamorecovery.core.verification.ExecutionFailure;
import dev.dynamorecovery.core.verification.ReportRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the state machine knows when an execution comes to its end.
 *
 * @param request the request as it came, possibly malformed
 * @param job the job it was admitted as, or null
 * @param verification the execution that compared the copy with the live table, or null when none did
 * @param failure why the replay is not done, or null when it is
 */
public record ReplayReportRequest(
        ReportRequest.Execution execution,
        JsonNode request,
        @Nullable ReplayJob job,
        @Nullable Verification verification,
        @Nullable ExecutionFailure failure,
        List<TimelineEntry> timeline) {

    /**
     * How the comparison with the live table ended.
     *
     * @param execution its name
     * @param outcome its verdict's word; empty when it came to none
     * @param detail why it came to none; empty otherwise
     */
    public record Verification(String execution, String outcome, String detail) {}
}
