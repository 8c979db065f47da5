package dev.dynamorecovery.core.verification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.report.BaselineSection;
import dev.dynamorecovery.core.report.CopyState;
import dev.dynamorecovery.core.report.TimelineEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the state machine knows when an execution comes to its end.
 *
 * @param request the request as it came, possibly malformed
 * @param job the job it was admitted as, or null
 * @param keptBaseline what became of making the proven copy a baseline, or null when it was not to become one
 * @param failure why there is no verdict, or null when there is one
 */
public record ReportRequest(
        Execution execution,
        JsonNode request,
        @Nullable RecoveryJob job,
        CopyState copy,
        @Nullable BaselineSection keptBaseline,
        @Nullable ExecutionFailure failure,
        List<TimelineEntry> timeline) {

    /** The execution, as Step Functions names it. */
    public record Execution(String name, String arn, Instant startedAt) {}
}
