package dev.dynamorecovery.lab.machine.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.machine.execution.Execution.Status;
import dev.dynamorecovery.lab.machine.execution.MapRun;
import java.util.List;
import java.util.function.ToIntFunction;

/** Operations on the runs of distributed maps. */
record MapRunOperations(StateMachines machines) {

    JsonNode describe(Parameters parameters) {
        String arn = parameters.required("mapRunArn");
        MapRun run = machines.executions().registry().mapRun(arn).orElseThrow(() -> unknown(arn));
        ObjectNode answer = Wire.object()
                .put("mapRunArn", run.arn())
                .put("executionArn", run.parent().arn())
                .put("status", run.status().name())
                .put("maxConcurrency", run.maxConcurrency())
                .put("toleratedFailurePercentage", run.toleratedFailurePercentage())
                .put("toleratedFailureCount", (long) run.toleratedFailureCount())
                .put("redriveCount", 0);
        Wire.time(answer, "startDate", run.startDate());
        Wire.time(answer, "stopDate", run.stopDate());
        answer.set("itemCounts", counts(run.itemTotal(), run::items, run.status()));
        answer.set("executionCounts", counts(run.total(), run::children, run.status()));
        return answer;
    }

    private static ObjectNode counts(int total, ToIntFunction<Status> count, Status run) {
        int started = 0;
        for (Status status : Status.values()) {
            started += count.applyAsInt(status);
        }
        int unstarted = total - started;
        boolean over = run != Status.RUNNING;
        return Wire.object()
                .put("pending", over ? 0 : unstarted)
                .put("running", count.applyAsInt(Status.RUNNING))
                .put("succeeded", count.applyAsInt(Status.SUCCEEDED))
                .put("failed", count.applyAsInt(Status.FAILED))
                .put("timedOut", count.applyAsInt(Status.TIMED_OUT))
                .put("aborted", count.applyAsInt(Status.ABORTED) + (over ? unstarted : 0))
                .put("total", total)
                .put("resultsWritten", 0)
                .put("failuresNotRedrivable", 0)
                .put("pendingRedrive", 0);
    }

    JsonNode list(Parameters parameters) {
        Execution execution = ExecutionOperations.find(machines, parameters.required("executionArn"));
        List<MapRun> runs = machines.executions().registry().mapRuns().stream()
                .filter(run -> run.parent().equals(execution))
                .toList();
        Parameters.Page<MapRun> page = parameters.page(runs);
        ObjectNode answer = Wire.object();
        ArrayNode list = answer.putArray("mapRuns");
        page.elements().forEach(run -> {
            ObjectNode summary = Wire.object()
                    .put("executionArn", execution.arn())
                    .put("mapRunArn", run.arn())
                    .put("stateMachineArn", execution.machine().arn());
            Wire.time(summary, "startDate", run.startDate());
            Wire.time(summary, "stopDate", run.stopDate());
            list.add(summary);
        });
        return page.into(answer);
    }

    static ServiceException unknown(String arn) {
        return new ServiceException("ResourceNotFound", "Resource not found: '" + arn + "'");
    }
}
