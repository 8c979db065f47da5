package dev.dynamorecovery.lab.machine.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.machine.execution.TaskTokens;
import dev.dynamorecovery.lab.machine.execution.TaskTokens.Answer;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.StateFailure;

/** Answers to tasks that wait for their token. */
record TaskTokenOperations(StateMachines machines) {

    JsonNode success(Parameters parameters) {
        try {
            return answer(parameters, new Answer.Success(JsonText.parse(parameters.required("output"))));
        } catch (IllegalArgumentException e) {
            throw new ServiceException("InvalidOutput", "Invalid Output: '" + e.getMessage() + "'");
        }
    }

    JsonNode failure(Parameters parameters) {
        StateFailure failure = new StateFailure(
                parameters.text("error").orElse(""), parameters.text("cause").orElse(null));
        return answer(parameters, new Answer.Failure(failure));
    }

    JsonNode heartbeat(Parameters parameters) {
        return answer(parameters, new Answer.Heartbeat());
    }

    private JsonNode answer(Parameters parameters, Answer answer) {
        String token = parameters.required("taskToken");
        if (!TaskTokens.wellFormed(token)) {
            throw new ServiceException("InvalidToken", "Invalid Token: 'Invalid token'");
        }
        if (!machines.executions().tokens().answer(token, answer)) {
            throw new ServiceException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
        }
        return Wire.object();
    }
}
