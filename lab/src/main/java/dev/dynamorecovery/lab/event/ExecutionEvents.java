package dev.dynamorecovery.lab.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells the event bus of an execution's Region of its start and its end, as Step Functions does. */
public record ExecutionEvents(Map<String, EventBus> buses) implements Consumer<Execution> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void accept(Execution execution) {
        EventBus bus = buses.get(execution.machine().caller().region());
        if (bus != null) {
            bus.publish(
                    "aws.states",
                    "Step Functions Execution Status Change",
                    List.of(execution.arn()),
                    detail(execution));
        }
    }

    private static ObjectNode detail(Execution execution) {
        Instant stopped = execution.stopDate();
        StateFailure failure = execution.failure();
        ObjectNode detail = JSON.createObjectNode()
                .put("executionArn", execution.arn())
                .put("stateMachineArn", execution.machine().arn())
                .put("name", execution.name())
                .put("status", execution.status().name())
                .put("startDate", execution.startDate().toEpochMilli())
                .put("stopDate", stopped == null ? null : stopped.toEpochMilli())
                .put("input", execution.input().toString())
                .put("output", execution.output() == null ? null : String.valueOf(execution.output()))
                .put("error", failure == null ? null : failure.error())
                .put("cause", failure == null ? null : failure.explanation());
        detail.putObject("inputDetails").put("included", true);
        if (execution.output() != null) {
            detail.putObject("outputDetails").put("included", true);
        }
        return detail;
    }
}
