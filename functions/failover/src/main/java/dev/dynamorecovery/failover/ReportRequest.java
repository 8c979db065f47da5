package dev.dynamorecovery.failover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.failover.control.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * How an execution ended.
 *
 * @param purpose what its machine is for; one that goes on with another's move has that one's purpose in its order
 * @param request what it was started with
 * @param assessment what was decided; null when that failed
 * @param outcome {@code Concluded}, {@code Released}, {@code Held}, {@code Refused}, {@code Rejected},
 *     {@code Lost} or {@code Failed}
 * @param code what the end is called by the rules of the record
 * @param verified whether the name was seen to lead to the target
 */
record ReportRequest(
        Execution execution,
        String group,
        Purpose purpose,
        JsonNode request,
        @Nullable Assessment assessment,
        String outcome,
        String code,
        String reason,
        boolean verified,
        String traffic,
        boolean dryRun) {

    /** @param startedAt an instant */
    record Execution(String name, String arn, String startedAt) {}
}
