package dev.dynamorecovery.lab.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.machine.execution.Executions;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.NestedExecutions;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Executions that a task of another machine starts. */
record MachineExecutions(StateMachines machines, Executions executions) implements NestedExecutions {

    @Override
    public ObjectNode start(String stateMachineArn, @Nullable String name, JsonNode input) throws StateFailure {
        try {
            Execution execution = machines.start(stateMachineArn, name, JsonText.write(input));
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("ExecutionArn", execution.arn())
                    .put("StartDate", execution.startDate().toString());
        } catch (StartRefusedException e) {
            throw new StateFailure("StepFunctions." + e.code() + "Exception", e.getMessage());
        }
    }

    @Override
    public ObjectNode await(String executionArn) throws StateFailure, InterruptedException {
        Execution execution = executions
                .registry()
                .execution(executionArn)
                .orElseThrow(() -> new IllegalStateException("no execution " + executionArn));
        try {
            execution.ended().get();
        } catch (InterruptedException e) {
            executions.stop(execution, null, "The execution that started it has ended.");
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an execution ended without a status", e);
        }
        ObjectNode described = describe(execution);
        if (execution.status() != Execution.Status.SUCCEEDED) {
            throw new StateFailure("States.TaskFailed", JsonText.write(described));
        }
        return described;
    }

    private static ObjectNode describe(Execution execution) {
        ObjectNode described = JsonNodeFactory.instance
                .objectNode()
                .put("ExecutionArn", execution.arn())
                .put("Name", execution.name())
                .put("StateMachineArn", execution.machine().arn())
                .put("StartDate", execution.startDate().toString())
                .put("StopDate", String.valueOf(execution.stopDate()))
                .put("Status", execution.status().name());
        described.set("Input", execution.input());
        if (execution.output() != null) {
            described.set("Output", execution.output());
        }
        StateFailure failure = execution.failure();
        if (failure != null) {
            described.put("Error", failure.error());
            described.put("Cause", failure.explanation());
        }
        return described;
    }
}
