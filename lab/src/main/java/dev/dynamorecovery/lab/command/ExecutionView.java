package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionOutcomes;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is told about an execution at one moment.
 *
 * @param target the stack it runs in
 * @param alreadyExisted whether it was there before it was asked for
 */
record ExecutionView(
        String target,
        boolean alreadyExisted,
        ExecutionSnapshot execution,
        List<ExecutionStep> steps,
        Optional<Duration> remaining) {

    ExecutionOutcome outcome() {
        return ExecutionOutcomes.of(execution);
    }

    Duration elapsed(Instant now) {
        Instant stoppedAt = execution.stoppedAt();
        return Duration.between(execution.startedAt(), stoppedAt == null ? now : stoppedAt);
    }

    /** The same as one JSON document. */
    ObjectNode toJson(ExitCode exitCode) {
        ObjectNode json = Json.object()
                .put("execution", execution.name())
                .put("executionArn", execution.arn())
                .put("target", target)
                .put("status", execution.status().name())
                .put("alreadyExisted", alreadyExisted)
                .put("startedAt", execution.startedAt().toString());
        Instant stoppedAt = execution.stoppedAt();
        json.put("stoppedAt", stoppedAt == null ? null : stoppedAt.toString());
        json.put("estimatedSecondsRemaining", remaining.map(Duration::toSeconds).orElse(null));
        json.set("request", Json.lenient(execution.inputJson()));
        ArrayNode stepsJson = json.putArray("steps");
        for (ExecutionStep step : steps) {
            Instant leftAt = step.leftAt();
            stepsJson
                    .addObject()
                    .put("state", step.state())
                    .put("enteredAt", step.enteredAt().toString())
                    .put("leftAt", leftAt == null ? null : leftAt.toString())
                    .put("visits", step.visits())
                    .put("seconds", step.spent().toMillis() / 1000.0);
        }
        switch (outcome()) {
            case ExecutionOutcome.Running running -> json.putNull("result");
            case ExecutionOutcome.Verdict verdict -> json.set("result", verdict.output());
            case ExecutionOutcome.BaselineTaken taken -> json.set("result", taken.output());
            case ExecutionOutcome.Replayed replayed -> json.set("result", replayed.output());
            case ExecutionOutcome.Refused refused -> Refusals.addTo(json, refused.refusals());
            case ExecutionOutcome.Failed failed ->
                json.putObject("failure").put("error", failed.error()).put("cause", failed.cause());
        }
        return json.put("exitCode", exitCode.code());
    }
}
