package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Starts executions of other machines for the task that asks. */
public interface NestedExecutions {

    /**
     * Starts one and returns {@code ExecutionArn} and {@code StartDate}.
     *
     * @param name null for a name made up
     */
    ObjectNode start(String stateMachineArn, @Nullable String name, JsonNode input) throws StateFailure;

    /** Waits for its end, stops it when interrupted, and returns its description with Input and Output as JSON. */
    ObjectNode await(String executionArn) throws StateFailure, InterruptedException;
}
