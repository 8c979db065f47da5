package dev.dynamorecovery.lab.machine.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.machine.StartRefusedException;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Step Functions over the wire: the operations that people and programs use to run machines and to look at them. */
public final class StepFunctionsService implements LabService {

    private final MachineOperations machines;
    private final ExecutionOperations executions;
    private final MapRunOperations mapRuns;
    private final TaskTokenOperations tokens;

    public StepFunctionsService(StateMachines stateMachines) {
        this.machines = new MachineOperations(stateMachines);
        this.executions = new ExecutionOperations(stateMachines);
        this.mapRuns = new MapRunOperations(stateMachines);
        this.tokens = new TaskTokenOperations(stateMachines);
    }

    @Override
    public String signingName() {
        return "states";
    }

    @Override
    public List<String> resources(LabRequest request) {
        try {
            Parameters parameters = Parameters.parse(new String(request.body(), StandardCharsets.UTF_8));
            return parameters.text("stateMachineArn").or(() -> parameters.text("executionArn")).stream()
                    .toList();
        } catch (ServiceException malformed) {
            return List.of(); // the request is refused by its handler, and so calls nothing
        }
    }

    @Override
    public LabResponse handle(LabRequest request) {
        String operation = request.targetOperation().orElse("");
        try {
            Parameters parameters = Parameters.parse(new String(request.body(), StandardCharsets.UTF_8));
            return response(200, answer(operation, parameters, request.region()));
        } catch (ServiceException e) {
            return failure(e.code(), String.valueOf(e.getMessage()));
        } catch (StartRefusedException e) {
            return failure(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private JsonNode answer(String operation, Parameters parameters, String region) {
        return switch (operation) {
            case "StartExecution" -> executions.start(parameters);
            case "DescribeExecution" -> executions.describe(parameters);
            case "GetExecutionHistory" -> executions.history(parameters);
            case "ListExecutions" -> executions.list(parameters);
            case "StopExecution" -> executions.stop(parameters);
            case "DescribeStateMachine" -> machines.describe(parameters);
            case "DescribeStateMachineForExecution" -> machines.describeForExecution(parameters);
            case "ListStateMachines" -> machines.list(parameters, region);
            case "DescribeMapRun" -> mapRuns.describe(parameters);
            case "ListMapRuns" -> mapRuns.list(parameters);
            case "SendTaskSuccess" -> tokens.success(parameters);
            case "SendTaskFailure" -> tokens.failure(parameters);
            case "SendTaskHeartbeat" -> tokens.heartbeat(parameters);
            default ->
                throw new ServiceException(
                        "UnknownOperationException", "The lab's Step Functions has no operation " + operation);
        };
    }

    private static LabResponse failure(String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return response(400, body.put("__type", code).put("message", message));
    }

    private static LabResponse response(int status, JsonNode body) {
        return new LabResponse(
                status,
                Map.of("Content-Type", "application/x-amz-json-1.0"),
                JsonText.write(body).getBytes(StandardCharsets.UTF_8));
    }
}
