package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The optimized integration {@code states:startExecution}.
 *
 * @param waits whether the task ends with the execution ({@code .sync:2})
 */
record StartExecutionAction(NestedExecutions executions, boolean waits, SdkAction model) implements TaskAction {

    @Override
    public String resourceType() {
        return "states";
    }

    @Override
    public String resource() {
        return waits ? "startExecution.sync:2" : "startExecution";
    }

    @Override
    public void check(@Nullable Template arguments, BiConsumer<String, String> fault) {
        model.check(arguments, fault, List.of("Input"));
    }

    @Override
    public JsonNode perform(JsonNode arguments, Caller caller) throws StateFailure, InterruptedException {
        JsonNode input = arguments.path("Input");
        ObjectNode started = executions.start(
                arguments.path("StateMachineArn").asText(""),
                arguments.hasNonNull("Name") ? arguments.get("Name").asText() : null,
                input.isMissingNode() ? JsonNodeFactory.instance.objectNode() : input);
        return waits ? executions.await(started.path("ExecutionArn").asText()) : started;
    }
}
