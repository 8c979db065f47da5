package dev.dynamorecovery.failover;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.failover.compare.RegionComparisonJob;

/** What a planned move asks before it stops writes, and while it waits for them to arrive. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PlanMove.Admit.class, name = "Admit"),
    @JsonSubTypes.Type(value = PlanMove.Drain.class, name = "Drain")
})
sealed interface PlanMove {

    /** Whether the request of an execution may be carried out, and what has to be compared for it. */
    record Admit(ReportRequest.Execution execution, JsonNode request) implements PlanMove {}

    /** Whether what the serving Region writes now arrives in the target. */
    record Drain(RegionComparisonJob job) implements PlanMove {}
}
