package dev.dynamorecovery.lab.machine.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.machine.execution.HistoryEvent;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operations on executions. */
record ExecutionOperations(StateMachines machines) {

    private static final Set<String> STATUSES =
            Set.of("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE");

    JsonNode start(Parameters parameters) {
        Execution execution = machines.start(
                parameters.required("stateMachineArn"),
                parameters.text("name").orElse(null),
                parameters.text("input").orElse("{}"));
        ObjectNode answer = Wire.object().put("executionArn", execution.arn());
        Wire.time(answer, "startDate", execution.startDate());
        return answer;
    }

    JsonNode describe(Parameters parameters) {
        Execution execution = execution(parameters);
        ObjectNode answer = summary(execution);
        Wire.text(answer, "mapRunArn", execution.mapRunArn());
        answer.put("input", JsonText.write(execution.input()));
        answer.putObject("inputDetails").put("included", true);
        JsonNode output = execution.output();
        if (output != null) {
            answer.put("output", JsonText.write(output));
            answer.putObject("outputDetails").put("included", true);
        }
        StateFailure failure = execution.failure();
        if (failure != null) {
            answer.put("error", failure.error());
            Wire.text(answer, "cause", failure.explanation());
        }
        answer.put("redriveCount", 0);
        answer.put("redriveStatus", "NOT_REDRIVABLE");
        answer.put("redriveStatusReason", "The lab does not redrive executions");
        return answer;
    }

    private static ObjectNode summary(Execution execution) {
        ObjectNode summary = Wire.object()
                .put("executionArn", execution.arn())
                .put("stateMachineArn", execution.machine().arn())
                .put("name", execution.name())
                .put("status", execution.status().name());
        Wire.time(summary, "startDate", execution.startDate());
        Wire.time(summary, "stopDate", execution.stopDate());
        return summary;
    }

    JsonNode history(Parameters parameters) {
        List<HistoryEvent> events =
                new ArrayList<>(execution(parameters).history().events());
        if (parameters.flag("reverseOrder", false)) {
            Collections.reverse(events);
        }
        boolean withData = parameters.flag("includeExecutionData", true);
        Parameters.Page<HistoryEvent> page = parameters.page(events);
        ObjectNode answer = Wire.object();
        ArrayNode list = answer.putArray("events");
        page.elements().forEach(event -> list.add(event(event, withData)));
        return page.into(answer);
    }

    private static ObjectNode event(HistoryEvent event, boolean withData) {
        ObjectNode answer = Wire.object();
        Wire.time(answer, "timestamp", event.timestamp());
        answer.put("type", event.type()).put("id", event.id()).put("previousEventId", event.previousId());
        ObjectNode details = event.details();
        if (event.detailsField() != null && details != null) {
            ObjectNode shown = details.deepCopy();
            if (!withData) {
                for (String payload : List.of("input", "output", "parameters", "assignedVariables")) {
                    shown.remove(List.of(payload, payload + "Details"));
                }
            }
            answer.set(event.detailsField(), shown);
        }
        return answer;
    }

    JsonNode list(Parameters parameters) {
        Optional<String> machineArn = parameters.text("stateMachineArn");
        Optional<String> mapRunArn = parameters.text("mapRunArn");
        if (machineArn.isPresent() == mapRunArn.isPresent()) {
            throw new ServiceException(
                    "ValidationException", "Exactly one of stateMachineArn and mapRunArn must be given");
        }
        if (machineArn.isPresent() && machines.machine(machineArn.get()).isEmpty()) {
            throw MachineOperations.unknown(machineArn.get());
        }
        if (mapRunArn.isPresent()
                && machines.executions().registry().mapRun(mapRunArn.get()).isEmpty()) {
            throw MapRunOperations.unknown(mapRunArn.get());
        }
        Optional<String> status = parameters.text("statusFilter");
        status.filter(wanted -> !STATUSES.contains(wanted)).ifPresent(wanted -> {
            throw new ServiceException(
                    "ValidationException",
                    "1 validation error detected: Value '" + wanted
                            + "' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: "
                            + STATUSES);
        });
        List<Execution> found = new ArrayList<>(machines.executions().registry().executions());
        found.removeIf(execution -> mapRunArn
                .map(arn -> !arn.equals(execution.mapRunArn()))
                .orElseGet(() -> execution.mapRunArn() != null
                        || !execution.machine().arn().equals(machineArn.orElse(""))));
        found.removeIf(execution ->
                status.isPresent() && !status.get().equals(execution.status().name()));
        Collections.reverse(found);
        Parameters.Page<Execution> page = parameters.page(found);
        ObjectNode answer = Wire.object();
        ArrayNode list = answer.putArray("executions");
        page.elements().forEach(execution -> {
            ObjectNode summary = summary(execution);
            Wire.text(summary, "mapRunArn", execution.mapRunArn());
            list.add(summary);
        });
        return page.into(answer);
    }

    JsonNode stop(Parameters parameters) {
        Execution execution = execution(parameters);
        machines.executions()
                .stop(
                        execution,
                        parameters.text("error").orElse(null),
                        parameters.text("cause").orElse(null));
        Instant ended = execution.stopDate();
        ObjectNode answer = Wire.object();
        Wire.time(answer, "stopDate", ended == null ? machines.now() : ended);
        return answer;
    }

    private Execution execution(Parameters parameters) {
        return find(machines, parameters.required("executionArn"));
    }

    static Execution find(StateMachines machines, String arn) {
        if (!arn.matches("arn:aws:states:[a-z0-9-]+:\\d{12}:(execution|express):\\S+")) {
            throw new ServiceException("InvalidArn", "Invalid Arn: '" + arn + "'");
        }
        return machines.executions()
                .registry()
                .execution(arn)
                .orElseThrow(
                        () -> new ServiceException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
    }
}
