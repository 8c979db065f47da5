package dev.dynamorecovery.lab.machine.execution;

import static dev.dynamorecovery.lab.machine.MachineLab.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.machine.MachineLab;
import dev.dynamorecovery.lab.machine.execution.Execution.Status;
import dev.dynamorecovery.lab.time.SystemLabTime;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** States without work: Pass, Choice, Wait, Succeed, Fail; and what goes from one to the next. */
class FlowTest {

    private final MachineLab lab = new MachineLab();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void shouldHandTheInputOnWhereNoOutputIsGiven() throws Exception {
        assertThat(lab.outcome("""
                        "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}""", "{\"a\": [1, null]}")).isEqualTo("{\"a\":[1,null]}");
    }

    @Test
    void shouldEvaluateEveryVariableBeforeAnyIsSet() throws Exception {
        assertThat(lab.outcome("""
                        "A": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "B"},
                        "B": {"Type": "Pass", "Assign": {"x": "{% $y %}", "y": "{% $x %}"},
                              "Output": "{% [$x, $y] %}", "Next": "C"},
                        "C": {"Type": "Succeed", "Output": {"now": "{% [$x, $y] %}", "then": "{% $states.input %}"}}""", "{}")).isEqualTo("{\"now\":[2,1],\"then\":[1,2]}");
    }

    @Test
    void shouldTakeTheFirstRuleThatHoldsWithItsOwnEffects() throws Exception {
        String states = """
                "A": {"Type": "Choice", "Choices": [
                        {"Condition": "{% $states.input.n > 10 %}", "Next": "B", "Assign": {"size": "large"}},
                        {"Condition": "{% $states.input.n > 5 %}", "Next": "B", "Assign": {"size": "medium"},
                         "Output": {"was": "{% $states.input.n %}"}}],
                      "Default": "B", "Assign": {"size": "small"}},
                "B": {"Type": "Succeed", "Output": "{% [$size, $states.input] %}"}""";

        assertThat(lab.outcome(states, "{\"n\": 11}")).isEqualTo("[\"large\",{\"n\":11}]");
        assertThat(lab.outcome(states, "{\"n\": 6}")).isEqualTo("[\"medium\",{\"was\":6}]");
        assertThat(lab.outcome(states, "{\"n\": 1}")).isEqualTo("[\"small\",{\"n\":1}]");
    }

    @Test
    void shouldFailWhereNoRuleHoldsAndThereIsNoDefault() throws Exception {
        assertThat(lab.outcome("""
                        "A": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "B"}]},
                        "B": {"Type": "Succeed"}""", "{}")).startsWith("FAILED States.NoChoiceMatched");
    }

    @Test
    void shouldFailWhereAConditionIsNeitherTrueNorFalse() throws Exception {
        assertThat(lab.outcome("""
                        "A": {"Type": "Choice", "Choices": [{"Condition": "{% 1 %}", "Next": "B"}]},
                        "B": {"Type": "Succeed"}""", "{}"))
                .startsWith("FAILED States.QueryEvaluationError")
                .contains("must evaluate to true or false");
    }

    @Test
    void shouldFailWhereAnExpressionHasNoValue() throws Exception {
        Execution execution = lab.run(
                "\"A\": {\"Type\": \"Pass\", \"End\": true, \"Output\": {\"x\": \"{% $states.input.gone %}\"}}", "{}");

        assertThat(outcome(execution))
                .isEqualTo(
                        "FAILED States.QueryEvaluationError: An error occurred while executing the state 'A' (entered"
                                + " at the event id #2). The JSONata expression '$states.input.gone' specified for the field"
                                + " 'Output/x' returned nothing (undefined).");
        assertThat(MachineLab.types(execution))
                .containsExactly("ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed");
    }

    @Test
    void shouldFailWithTheErrorAndCauseOfTheDefinition() throws Exception {
        Execution execution = lab.run("""
                "A": {"Type": "Fail", "Error": "TableNotQuiet", "Cause": "{% 'table ' & $states.input.table %}"}""", "{\"table\": \"orders\"}");

        assertThat(outcome(execution)).isEqualTo("FAILED TableNotQuiet: table orders");
        assertThat(MachineLab.types(execution))
                .containsExactly("ExecutionStarted", "FailStateEntered", "ExecutionFailed");
    }

    @Test
    void shouldWaitTheSecondsAndUntilTheInstant() throws Exception {
        lab.run("""
                "A": {"Type": "Wait", "Seconds": "{% $states.input.seconds %}", "Next": "B"},
                "B": {"Type": "Wait", "Timestamp": "2026-01-31T10:41:00Z", "Next": "C"},
                "C": {"Type": "Wait", "Timestamp": "2026-01-31T10:00:00Z", "End": true}""", "{\"seconds\": 45}");

        assertThat(Duration.between(MachineLab.START, lab.time.now())).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void shouldTellTheExecutionAboutItself() throws Exception {
        StateMachine machine = lab.load(
                "teller",
                MachineLab.machine(
                        "\"A\": {\"Type\": \"Pass\", \"End\": true, \"Output\": \"{% $states.context %}\"}"));

        Execution execution = MachineLab.ended(lab.machines.start(machine.arn(), "mine", "{\"a\": 1}"));

        assertThat(outcome(execution))
                .isEqualTo(
                        "{\"Execution\":{\"Id\":\"arn:aws:states:eu-west-1:123456789012:execution:teller:mine\","
                                + "\"Input\":{\"a\":1},\"Name\":\"mine\",\"RoleArn\":\"arn:aws:iam::123456789012:role/machine\","
                                + "\"StartTime\":\"2026-01-31T10:40:00.000Z\",\"RedriveCount\":0},"
                                + "\"State\":{\"EnteredTime\":\"2026-01-31T10:40:00.000Z\",\"Name\":\"A\",\"RetryCount\":0},"
                                + "\"StateMachine\":{\"Id\":\"arn:aws:states:eu-west-1:123456789012:stateMachine:teller\",\"Name\":\"teller\"}}");
    }

    @Test
    void shouldStopALoopAtTheQuotaOfEvents() throws Exception {
        Execution execution = lab.run("""
                "A": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.stop = true %}", "Next": "B"}],
                      "Default": "A"},
                "B": {"Type": "Succeed"}""", "{}");

        assertThat(outcome(execution)).startsWith("FAILED States.Runtime").contains("25000");
        assertThat(execution.history().events().size()).isBetween(25_001, 25_002);
    }

    @Test
    void shouldRefuseAPayloadAboveTheQuota() throws Exception {
        String half = "\"" + "x".repeat(131_071) + "\"";
        String doubled = "{% $states.input & $states.input %}";

        assertThat(lab.outcome(
                        "\"A\": {\"Type\": \"Pass\", \"Output\": \"" + doubled
                                + "\", \"Next\": \"B\"}, \"B\": {\"Type\": \"Succeed\", \"Output\": \"{% $length($states.input) %}\"}",
                        half))
                .isEqualTo("262142");
        assertThat(lab.outcome("\"A\": {\"Type\": \"Pass\", \"End\": true, \"Output\": [\"" + doubled + "\"]}", half))
                .startsWith("FAILED States.DataLimitExceeded");
        assertThat(lab.outcome(
                        "\"A\": {\"Type\": \"Pass\", \"End\": true, \"Output\": 1, \"Assign\": {\"x\": [\"" + doubled
                                + "\"]}}",
                        half))
                .startsWith("FAILED States.DataLimitExceeded");
    }

    @Test
    void shouldAbortWhenStopped() throws Exception {
        try (MachineLab real =
                new MachineLab(URI.create("http://127.0.0.1:1"), new SystemLabTime(Clock.systemUTC(), 1))) {
            Execution execution = real.start("\"A\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}", "{}");

            real.machines.executions().stop(execution, "Enough", "by hand");
            MachineLab.ended(execution);

            assertThat(execution.status()).isEqualTo(Status.ABORTED);
            assertThat(outcome(execution)).isEqualTo("ABORTED Enough: by hand");
            assertThat(MachineLab.types(execution)).endsWith("ExecutionAborted");
        }
    }

    @Test
    void shouldStopWhatRunsWhenTheLabCloses() throws Exception {
        MachineLab real = new MachineLab(URI.create("http://127.0.0.1:1"), new SystemLabTime(Clock.systemUTC(), 1));
        Execution execution = real.start("\"A\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}", "{}");

        real.close();

        assertThat(MachineLab.ended(execution).status()).isEqualTo(Status.ABORTED);
    }

    @Test
    void shouldTimeOutAsAWhole() throws Exception {
        try (MachineLab real =
                new MachineLab(URI.create("http://127.0.0.1:1"), new SystemLabTime(Clock.systemUTC(), 1))) {
            StateMachine machine = real.load(
                    "slow",
                    "{\"QueryLanguage\": \"JSONata\", \"TimeoutSeconds\": 2, \"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}}}");

            Execution execution = MachineLab.ended(real.machines.start(machine.arn(), null, "{}"));

            assertThat(execution.status()).isEqualTo(Status.TIMED_OUT);
            assertThat(MachineLab.types(execution))
                    .containsExactly("ExecutionStarted", "WaitStateEntered", "WaitStateAborted", "ExecutionTimedOut");
        }
    }
}
