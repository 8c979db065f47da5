package dev.dynamorecovery.lab.machine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.machine.MachineLab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The history of a machine with one of most things, event by event, as AWS would tell it. */
class HistoryTest {

    private final MachineLab lab = new MachineLab();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void shouldTellEveryEventWithItsDetails() throws Exception {
        lab.functions.echo("work");
        Execution execution = lab.run("""
                "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 60,
                      "Arguments": {"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:work",
                                    "Payload": {"n": 1}},
                      "Assign": {"n": "{% $states.result.Payload.n %}"}, "Output": "{% $states.result.Payload %}",
                      "Next": "B"},
                "B": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:work",
                      "Arguments": "{% $n %}", "Next": "C"},
                "C": {"Type": "Choice", "Choices": [{"Condition": "{% $n = 1 %}", "Next": "D"}], "Default": "E"},
                "D": {"Type": "Wait", "Seconds": 60, "Next": "E"},
                "E": {"Type": "Map", "Items": [7], "Next": "F", "ItemProcessor": {
                       "StartAt": "G", "States": {"G": {"Type": "Succeed"}}}},
                "F": {"Type": "Parallel", "End": true, "Branches": [
                       {"StartAt": "H", "States": {"H": {"Type": "Pass", "End": true, "Output": 8}}}]}""", "{\"x\": 1}");

        assertThat(execution.history().events().stream()
                        .map(event -> event.id() + "<" + event.previousId() + " "
                                + event.timestamp().toString().substring(11, 19) + " " + event.type()
                                + (event.detailsField() == null
                                        ? ""
                                        : " " + event.detailsField() + " " + event.details())
                                + "\n")
                        .collect(Collectors.joining()))
                .isEqualTo(golden());
    }

    private static String golden() throws IOException {
        try (InputStream stream = HistoryTest.class.getResourceAsStream("history.txt")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
