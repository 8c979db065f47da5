package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.definition.State;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.LambdaFunctionAction;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import dev.dynamorecovery.lab.machine.integration.TaskAction;

/** The events of one attempt at a task; a function named by its ARN has events of its own. */
sealed interface TaskTrail {

    static TaskTrail of(Trail trail, State.Task task, String region) {
        TaskAction action = task.resource().action();
        if (action instanceof LambdaFunctionAction function) {
            return new OfFunction(trail, function.arn());
        }
        String suffix = task.resource().callback() ? ".waitForTaskToken" : "";
        return new OfIntegration(trail, action.resourceType(), action.resource() + suffix, region);
    }

    /** Timeouts in seconds; 0 where there is none. */
    void scheduled(JsonNode arguments, double timeoutSeconds, double heartbeatSeconds);

    void started();

    void submitted(JsonNode response);

    void succeeded(JsonNode result);

    void failed(StateFailure failure, boolean timedOut);

    /** {@code TaskScheduled} and so on. */
    record OfIntegration(Trail trail, String resourceType, String resource, String region) implements TaskTrail {

        private ObjectNode details() {
            return Trail.object().put("resourceType", resourceType).put("resource", resource);
        }

        @Override
        public void scheduled(JsonNode arguments, double timeoutSeconds, double heartbeatSeconds) {
            ObjectNode details = details().put("region", region).put("parameters", JsonText.write(arguments));
            if (timeoutSeconds > 0) {
                details.put("timeoutInSeconds", (long) timeoutSeconds);
            }
            if (heartbeatSeconds > 0) {
                details.put("heartbeatInSeconds", (long) heartbeatSeconds);
            }
            trail.add("TaskScheduled", "taskScheduledEventDetails", details);
        }

        @Override
        public void started() {
            trail.add("TaskStarted", "taskStartedEventDetails", details());
        }

        @Override
        public void submitted(JsonNode response) {
            trail.add("TaskSubmitted", "taskSubmittedEventDetails", Trail.data(details(), "output", response));
        }

        @Override
        public void succeeded(JsonNode result) {
            trail.add("TaskSucceeded", "taskSucceededEventDetails", Trail.data(details(), "output", result));
        }

        @Override
        public void failed(StateFailure failure, boolean timedOut) {
            String type = timedOut ? "TaskTimedOut" : "TaskFailed";
            String field = timedOut ? "taskTimedOutEventDetails" : "taskFailedEventDetails";
            trail.add(type, field, Trail.failure(details(), failure));
        }
    }

    /** {@code LambdaFunctionScheduled} and so on. */
    record OfFunction(Trail trail, String arn) implements TaskTrail {

        @Override
        public void scheduled(JsonNode arguments, double timeoutSeconds, double heartbeatSeconds) {
            ObjectNode details = Trail.data(Trail.object().put("resource", arn), "input", arguments);
            if (timeoutSeconds > 0) {
                details.put("timeoutInSeconds", (long) timeoutSeconds);
            }
            trail.add("LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails", details);
        }

        @Override
        public void started() {
            trail.add("LambdaFunctionStarted");
        }

        @Override
        public void submitted(JsonNode response) {
            throw new IllegalStateException("a function's ARN takes no token");
        }

        @Override
        public void succeeded(JsonNode result) {
            trail.add(
                    "LambdaFunctionSucceeded",
                    "lambdaFunctionSucceededEventDetails",
                    Trail.data(Trail.object(), "output", result));
        }

        @Override
        public void failed(StateFailure failure, boolean timedOut) {
            String type = timedOut ? "LambdaFunctionTimedOut" : "LambdaFunctionFailed";
            String field = timedOut ? "lambdaFunctionTimedOutEventDetails" : "lambdaFunctionFailedEventDetails";
            trail.add(type, field, Trail.failure(Trail.object(), failure));
        }
    }
}
