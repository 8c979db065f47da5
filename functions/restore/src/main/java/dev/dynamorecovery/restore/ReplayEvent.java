package dev.dynamorecovery.restore;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.verification.ReportRequest;

/** What the planner of replays is asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReplayEvent.Admit.class, name = "Admit"),
    @JsonSubTypes.Type(value = ReplayEvent.Plan.class, name = "Plan")
})
sealed interface ReplayEvent {

    /** Whether the request of an execution may begin: the input as it came. */
    record Admit(ReportRequest.Execution execution, JsonNode request) implements ReplayEvent {}

    /** How the work of an admitted job is cut. */
    record Plan(ReplayJob job) implements ReplayEvent {}
}
