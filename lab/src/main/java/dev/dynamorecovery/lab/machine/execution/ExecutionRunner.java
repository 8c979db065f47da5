package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.definition.ErrorNames;
import dev.dynamorecovery.lab.machine.definition.Flow;
import dev.dynamorecovery.lab.machine.execution.Execution.Status;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Runs one execution from its first event to its last. */
final class ExecutionRunner {

    private final Engine engine;
    private final FlowRunner flows;

    ExecutionRunner(Engine engine, FlowRunner flows) {
        this.engine = engine;
        this.flows = flows;
    }

    Status run(Execution execution, Flow flow) {
        ObjectNode started = Trail.data(Trail.object(), "input", execution.input())
                .put("roleArn", execution.machine().roleArn());
        execution.history().add(0, engine.time().now(), "ExecutionStarted", "executionStartedEventDetails", started);
        Trail trail = new Trail(execution.history(), engine.time()::now, 0);
        FlowScope scope = new FlowScope(execution, trail, Variables.none(), null);
        try {
            JsonNode output = flows.run(flow, execution.input(), scope);
            trail.add(
                    "ExecutionSucceeded",
                    "executionSucceededEventDetails",
                    Trail.data(Trail.object(), "output", output));
            execution.end(Status.SUCCEEDED, engine.time().now(), output, null);
        } catch (StateFailure failure) {
            failed(execution, trail, failure);
        } catch (InterruptedException e) {
            stopped(execution, trail);
        } catch (RuntimeException e) {
            // A defect of the lab: say so in the one place where the operator looks.
            failed(execution, trail, new StateFailure(ErrorNames.RUNTIME, "The lab broke: " + chain(e)));
        }
        return execution.status();
    }

    private static String chain(Throwable thrown) {
        return thrown.getCause() == null ? thrown.toString() : thrown + ", caused by " + chain(thrown.getCause());
    }

    private void failed(Execution execution, Trail trail, StateFailure failure) {
        trail.add("ExecutionFailed", "executionFailedEventDetails", Trail.failure(Trail.object(), failure));
        execution.end(Status.FAILED, engine.time().now(), null, failure);
    }

    private void stopped(Execution execution, Trail trail) {
        Execution.Stop stop = execution.stopReason();
        Status status = stop == null ? Status.ABORTED : stop.status();
        @Nullable String error = stop == null ? null : stop.error();
        @Nullable String explanation = stop == null ? null : stop.explanation();
        boolean timedOut = status == Status.TIMED_OUT;
        ObjectNode details = Trail.object();
        if (error != null) {
            details.put("error", error);
        }
        if (explanation != null) {
            details.put("cause", explanation);
        }
        Instant now = engine.time().now();
        trail.add(
                timedOut ? "ExecutionTimedOut" : "ExecutionAborted",
                timedOut ? "executionTimedOutEventDetails" : "executionAbortedEventDetails",
                details);
        execution.end(status, now, null, error == null ? null : new StateFailure(error, explanation));
    }
}
