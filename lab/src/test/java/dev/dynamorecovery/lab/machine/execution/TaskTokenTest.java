package dev.dynamorecovery.lab.machine.execution;

import static dev.dynamorecovery.lab.machine.MachineLab.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.machine.InMemoryFunctions;
import dev.dynamorecovery.lab.machine.MachineLab;
import dev.dynamorecovery.lab.machine.execution.TaskTokens.Answer;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskTokenTest {

    private final MachineLab lab = new MachineLab();
    private final BlockingQueue<String> handedOn = new LinkedBlockingQueue<>();

    @BeforeEach
    void deploy() {
        lab.functions.with("work", payload -> {
            handedOn.add(payload.path("token").asText());
            return InMemoryFunctions.returned("accepted");
        });
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Execution start(String fields) {
        return lab.start(
                "\"A\": {\"Type\": \"Task\", \"End\": true, " + fields
                        + "\"Resource\": \"arn:aws:states:::lambda:invoke.waitForTaskToken\", \"Arguments\": {\"FunctionName\": \"arn:aws:lambda:eu-west-1:123456789012:function:work\", \"Payload\": {\"token\": \"{% $states.context.Task.Token %}\"}}}",
                "{}");
    }

    private boolean answer(String token, Answer answer) {
        return lab.machines.executions().tokens().answer(token, answer);
    }

    @Test
    void shouldEndTheTaskWithWhatComesBack() throws Exception {
        Execution execution = start("");
        String token = handedOn.take();

        assertThat(answer(token, new Answer.Success(JsonText.parse("{\"ok\": true}"))))
                .isTrue();

        assertThat(outcome(MachineLab.ended(execution))).isEqualTo("{\"ok\":true}");
        assertThat(MachineLab.types(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        assertThat(answer(token, new Answer.Heartbeat())).isFalse();
    }

    @Test
    void shouldFailTheTaskWithTheErrorThatComesBack() throws Exception {
        Execution execution = start("");

        answer(handedOn.take(), new Answer.Failure(new StateFailure("Refused", "by a person")));

        assertThat(outcome(MachineLab.ended(execution))).isEqualTo("FAILED Refused: by a person");
    }

    @Test
    void shouldTakeOneAnswerOnly() throws Exception {
        Execution execution = start("");
        String token = handedOn.take();
        answer(token, new Answer.Success(JsonText.parse("1")));

        assertThat(answer(token, new Answer.Success(JsonText.parse("2")))).isFalse();
        assertThat(outcome(MachineLab.ended(execution))).isEqualTo("1");
    }

    @Test
    void shouldFailWhenTheHeartbeatStops() throws Exception {
        Execution execution = start("\"HeartbeatSeconds\": 2, ");

        assertThat(outcome(MachineLab.ended(execution))).startsWith("FAILED States.HeartbeatTimeout");
        assertThat(MachineLab.types(execution)).contains("TaskTimedOut");
    }

    @Test
    void shouldFailWhenNoAnswerComesInTime() throws Exception {
        Execution execution = start("\"TimeoutSeconds\": 2, ");

        assertThat(outcome(MachineLab.ended(execution))).startsWith("FAILED States.Timeout");
    }
}
