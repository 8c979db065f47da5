package dev.dynamorecovery.lab.machine.execution;

import static dev.dynamorecovery.lab.machine.MachineLab.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.machine.InMemoryFunctions;
import dev.dynamorecovery.lab.machine.MachineLab;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker.Invocation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retry, Catch and timeouts, on functions that fail as the test wants. */
class ErrorHandlingTest {

    private static final String CALL =
            "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:eu-west-1:123456789012:function:work\"";

    private final MachineLab lab = new MachineLab();
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void close() {
        lab.close();
    }

    /** A function that fails so many times with an error, then returns "done". */
    private void failing(int times, String error) {
        lab.functions.with(
                "work",
                payload -> calls.incrementAndGet() <= times
                        ? new Invocation.Failed(error, "no luck")
                        : InMemoryFunctions.returned("done"));
    }

    private Duration waited() {
        return Duration.between(MachineLab.START, lab.time.now());
    }

    @Test
    void shouldGrowTheIntervalUpToItsBound() throws Exception {
        failing(5, "Busy");

        String result = lab.outcome(
                "\"A\": {" + CALL
                        + ", \"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"IntervalSeconds\": 2, \"BackoffRate\": 3, \"MaxAttempts\": 5, \"MaxDelaySeconds\": 20}], \"End\": true}",
                "{}");

        assertThat(result).isEqualTo("\"done\"");
        assertThat(waited()).isEqualTo(Duration.ofSeconds(2 + 6 + 18 + 20 + 20));
    }

    @Test
    void shouldTryThreeTimesAgainByDefault() throws Exception {
        failing(99, "Busy");

        lab.run("\"A\": {" + CALL + ", \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}], \"End\": true}", "{}");

        assertThat(calls).hasValue(4);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(1 + 2 + 4));
    }

    @Test
    void shouldDrawTheWaitBelowTheIntervalWithFullJitter() throws Exception {
        failing(1, "Busy");

        lab.run(
                "\"A\": {" + CALL
                        + ", \"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"IntervalSeconds\": 100, \"JitterStrategy\": \"FULL\"}], \"End\": true}",
                "{}");

        assertThat(waited()).isPositive().isLessThan(Duration.ofSeconds(100)).isNotEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void shouldCountEachRetrierForItself() throws Exception {
        lab.functions.with("work", payload -> switch (calls.incrementAndGet()) {
            case 1, 3 -> new Invocation.Failed("Busy", "");
            case 2, 4 -> new Invocation.Failed("Gone", "");
            default -> InMemoryFunctions.returned("done");
        });

        String result = lab.outcome(
                "\"A\": {" + CALL
                        + ", \"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 2}, {\"ErrorEquals\": [\"Gone\"], \"MaxAttempts\": 1}],"
                        + " \"Catch\": [{\"ErrorEquals\": [\"Gone\"], \"Output\": \"{% [$states.context.State.RetryCount, $states.errorOutput.Error] %}\", \"Next\": \"B\"}], \"End\": true},"
                        + "\"B\": {\"Type\": \"Succeed\"}",
                "{}");

        assertThat(result).isEqualTo("[3,\"Gone\"]");
    }

    @Test
    void shouldGiveTheFirstMatchingCatcherTheErrorAndTheInput() throws Exception {
        failing(9, "dev.Broken");

        String result = lab.outcome(
                "\"A\": {" + CALL + ", \"End\": true, \"Catch\": ["
                        + "{\"ErrorEquals\": [\"Other\"], \"Next\": \"B\"},"
                        + "{\"ErrorEquals\": [\"dev.Broken\"], \"Assign\": {\"error\": \"{% $states.errorOutput %}\"}, \"Output\": \"{% $states.input %}\", \"Next\": \"B\"},"
                        + "{\"ErrorEquals\": [\"States.ALL\"], \"Assign\": {\"error\": 1}, \"Next\": \"B\"}]},"
                        + "\"B\": {\"Type\": \"Succeed\", \"Output\": \"{% [$error.Error, $parse($error.Cause).errorMessage, $states.input] %}\"}",
                "{\"x\": 1}".replace("x", "x"));

        assertThat(result).isEqualTo("[\"dev.Broken\",\"no luck\",{\"x\":1}]");
    }

    @Test
    void shouldHandOnTheErrorWhereTheCatcherHasNoOutput() throws Exception {
        assertThat(lab.outcome(
                        "\"A\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\": [{\"StartAt\": \"X\", \"States\": {\"X\": {\"Type\": \"Fail\", \"Error\": \"E\", \"Cause\": \"C\"}}}], \"Catch\": [{\"ErrorEquals\": [\"States.TaskFailed\"], \"Next\": \"B\"}]}, \"B\": {\"Type\": \"Succeed\"}",
                        "{}"))
                .isEqualTo("{\"Error\":\"E\",\"Cause\":\"C\"}");
    }

    @Test
    void shouldCatchAnEvaluationThatFailsAfterTheWork() throws Exception {
        lab.functions.echo("work");

        assertThat(lab.outcome(
                        "\"A\": {" + CALL
                                + ", \"Output\": \"{% $states.result.gone %}\", \"End\": true, \"Catch\": [{\"ErrorEquals\": [\"States.QueryEvaluationError\"], \"Output\": \"caught\", \"Next\": \"B\"}]}, \"B\": {\"Type\": \"Succeed\"}",
                        "{}"))
                .isEqualTo("\"caught\"");
    }

    @Test
    void shouldNotCatchADataLimitByAWildcard() throws Exception {
        lab.functions.with("work", payload -> InMemoryFunctions.returned("x".repeat(300_000)));
        String states = "\"A\": {" + CALL
                + ", \"End\": true, \"Catch\": [{\"ErrorEquals\": [\"%s\"], \"Output\": \"caught\", \"Next\": \"B\"}]}, \"B\": {\"Type\": \"Succeed\"}";

        assertThat(lab.outcome(states.formatted("States.ALL"), "{}")).startsWith("FAILED States.DataLimitExceeded");
        assertThat(lab.outcome(states.formatted("States.TaskFailed"), "{}"))
                .startsWith("FAILED States.DataLimitExceeded");
        assertThat(lab.outcome(states.formatted("States.DataLimitExceeded"), "{}"))
                .isEqualTo("\"caught\"");
    }

    @Test
    void shouldEndATaskAtItsTimeout() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        lab.functions.with("work", payload -> {
            try {
                new CountDownLatch(1).await();
                return InMemoryFunctions.returned("never");
            } finally {
                stopped.countDown();
            }
        });
        Execution execution = lab.run(
                "\"A\": {" + CALL + ", \"TimeoutSeconds\": 1, \"End\": true, \"Catch\": ["
                        + "{\"ErrorEquals\": [\"States.TaskFailed\"], \"Output\": \"not me\", \"Next\": \"B\"},"
                        + "{\"ErrorEquals\": [\"States.Timeout\"], \"Output\": \"timeout\", \"Next\": \"B\"}]}, \"B\": {\"Type\": \"Succeed\"}",
                "{}");

        assertThat(outcome(execution)).isEqualTo("\"timeout\"");
        assertThat(MachineLab.types(execution)).contains("LambdaFunctionTimedOut");
        stopped.await();
    }
}
