package dev.dynamorecovery.lab.machine.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.machine.execution.StateMachine;

/** Operations on machines; the lab's template makes them, so none of these changes one. */
record MachineOperations(StateMachines machines) {

    JsonNode describe(Parameters parameters) {
        String arn = parameters.required("stateMachineArn");
        StateMachine machine = machines.machine(arn).orElseThrow(() -> unknown(arn));
        ObjectNode answer = description(machine).put("status", "ACTIVE").put("type", "STANDARD");
        Wire.time(answer, "creationDate", machine.creationDate());
        answer.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
        answer.putObject("tracingConfiguration").put("enabled", false);
        return answer;
    }

    JsonNode describeForExecution(Parameters parameters) {
        StateMachine machine = ExecutionOperations.find(machines, parameters.required("executionArn"))
                .machine();
        ObjectNode answer = description(machine);
        Wire.time(answer, "updateDate", machine.creationDate());
        return answer;
    }

    private static ObjectNode description(StateMachine machine) {
        return Wire.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("definition", machine.definition().text())
                .put("roleArn", machine.roleArn());
    }

    JsonNode list(Parameters parameters, String region) {
        Parameters.Page<StateMachine> page = parameters.page(machines.machines(region));
        ObjectNode answer = Wire.object();
        ArrayNode list = answer.putArray("stateMachines");
        page.elements().forEach(machine -> {
            ObjectNode summary = Wire.object()
                    .put("stateMachineArn", machine.arn())
                    .put("name", machine.name())
                    .put("type", "STANDARD");
            Wire.time(summary, "creationDate", machine.creationDate());
            list.add(summary);
        });
        return page.into(answer);
    }

    static ServiceException unknown(String arn) {
        return new ServiceException("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }
}
