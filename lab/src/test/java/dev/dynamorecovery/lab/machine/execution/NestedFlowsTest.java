package dev.dynamorecovery.lab.machine.execution;

import static dev.dynamorecovery.lab.machine.MachineLab.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.InMemoryFunctions;
import dev.dynamorecovery.lab.machine.MachineLab;
import dev.dynamorecovery.lab.machine.execution.Execution.Status;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker.Invocation;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parallel and Map, inline and distributed. */
class NestedFlowsTest {

    private static final String CALL =
            "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:eu-west-1:123456789012:function:work\", \"End\": true";

    private final MachineLab lab = new MachineLab();

    @AfterEach
    void close() {
        lab.close();
    }

    private static String map(String fields, String processorConfig, String inner) {
        return "\"A\": {\"Type\": \"Map\", \"End\": true, " + fields + "\"ItemProcessor\": {" + processorConfig
                + "\"StartAt\": \"B\", \"States\": {\"B\": " + inner + "}}}";
    }

    private static final String DISTRIBUTED =
            "\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, ";

    @Test
    void shouldCollectTheBranchesInOrder() throws Exception {
        assertThat(lab.outcome("""
                        "A": {"Type": "Pass", "Assign": {"x": 5}, "Next": "P"},
                        "P": {"Type": "Parallel", "Arguments": {"n": "{% $x %}"}, "Next": "Z", "Branches": [
                          {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 10, "Next": "C"},
                                                      "C": {"Type": "Succeed", "Output": "{% $states.input.n + 1 %}"}}},
                          {"StartAt": "D", "States": {"D": {"Type": "Succeed", "Output": "{% $x %}"}}}]},
                        "Z": {"Type": "Succeed"}""", "{}")).isEqualTo("[6,5]");
    }

    @Test
    void shouldEndTheOtherBranchesWhenOneFails() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        lab.functions.with("work", payload -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return InMemoryFunctions.returned("never");
            } finally {
                stopped.countDown();
            }
        });
        lab.functions.with("breaker", payload -> {
            begun.await();
            return new Invocation.Failed("Broken", "at once");
        });

        Execution execution = lab.run(
                "\"A\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\": [{\"StartAt\": \"B\", \"States\": {\"B\": {"
                        + CALL + "}}}, {\"StartAt\": \"C\", \"States\": {\"C\": {" + CALL.replace(":work", ":breaker")
                        + "}}}]}",
                "{}");

        assertThat(outcome(execution)).startsWith("FAILED Broken");
        stopped.await();
        assertThat(MachineLab.types(execution))
                .contains("TaskStateAborted")
                .endsWith("ParallelStateFailed", "ExecutionFailed");
    }

    @Test
    void shouldMapItemsInOrderWithIndexAndValue() throws Exception {
        assertThat(lab.outcome(
                        map(
                                "\"Items\": \"{% $states.input.list %}\", \"ItemSelector\": {\"i\": \"{% $states.context.Map.Item.Index %}\", \"v\": \"{% $states.context.Map.Item.Value %}\"}, ",
                                "",
                                "{\"Type\": \"Succeed\", \"Output\": \"{% [$states.input.i, $states.input.v, $states.context.Map.Item.Value] %}\"}"),
                        "{\"list\": [\"a\", null]}"))
                .isEqualTo("[[0,\"a\",\"a\"],[1,null,null]]");
    }

    @Test
    void shouldMapNothingToNothing() throws Exception {
        String inner = "{\"Type\": \"Succeed\"}";

        assertThat(lab.outcome(map("", "", inner), "[]")).isEqualTo("[]");
        assertThat(lab.outcome(map("", DISTRIBUTED, inner), "[]")).isEqualTo("[]");
        assertThat(lab.outcome(map("", "", inner), "{}")).startsWith("FAILED States.QueryEvaluationError");
    }

    @Test
    void shouldRunAtMostSoManyAtATime() throws Exception {
        Semaphore places = new Semaphore(3);
        lab.functions.with("work", payload -> {
            if (!places.tryAcquire()) {
                return new Invocation.Failed("TooMany", "more than three");
            }
            Thread.sleep(1);
            places.release();
            return new Invocation.Returned(payload);
        });
        String items = "\"Items\": \"{% [1..30] %}\", \"MaxConcurrency\": 3, ";

        assertThat(outcome(lab.run(map(items, "", "{" + CALL + "}"), "{}"))).startsWith("[1,2,3,");
        assertThat(outcome(lab.run(map(items, DISTRIBUTED, "{" + CALL + "}"), "{}")))
                .startsWith("[1,2,3,");
    }

    @Test
    void shouldFailTheMapWithTheErrorOfItsIteration() throws Exception {
        Execution execution =
                lab.run(map("\"MaxConcurrency\": 1, ", "", "{\"Type\": \"Fail\", \"Error\": \"Bad\"}"), "[1, 2]");

        assertThat(outcome(execution)).isEqualTo("FAILED Bad");
        assertThat(MachineLab.types(execution))
                .startsWith(
                        "ExecutionStarted",
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapIterationStarted",
                        "FailStateEntered",
                        "MapIterationFailed")
                .endsWith("MapStateFailed", "ExecutionFailed");
    }

    @Test
    void shouldRunADistributedMapAsChildExecutions() throws Exception {
        Execution execution = lab.run(
                map(
                        "\"Label\": \"Parts\", ",
                        DISTRIBUTED,
                        "{\"Type\": \"Pass\", \"End\": true, \"Output\": \"{% $states.input * 2 %}\"}"),
                "[1, 2, 3]");

        assertThat(outcome(execution)).isEqualTo("[2,4,6]");
        assertThat(MachineLab.types(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapRunStarted",
                        "MapRunSucceeded",
                        "MapStateSucceeded",
                        "MapStateExited",
                        "ExecutionSucceeded");
        ExecutionRegistry registry = lab.machines.executions().registry();
        MapRun run = registry.mapRuns().get(0);
        assertThat(run.arn()).startsWith("arn:aws:states:eu-west-1:123456789012:mapRun:machine/Parts:");
        assertThat(run.children(Status.SUCCEEDED)).isEqualTo(3);
        List<Execution> children = registry.executions().stream()
                .filter(child -> run.arn().equals(child.mapRunArn()))
                .toList();
        assertThat(children).hasSize(3).allSatisfy(child -> {
            assertThat(child.arn()).startsWith("arn:aws:states:eu-west-1:123456789012:execution:machine/Parts:");
            assertThat(MachineLab.types(child))
                    .containsExactly("ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
        });
    }

    @Test
    void shouldTolerateSoManyFailedChildrenAndNoMore() throws Exception {
        lab.functions.with(
                "work",
                payload -> payload.intValue() % 4 == 0
                        ? new Invocation.Failed("Fourth", "")
                        : new Invocation.Returned(payload));
        String call = "{" + CALL + "}";

        assertThat(lab.outcome(map("\"ToleratedFailurePercentage\": 25, ", DISTRIBUTED, call), "[1, 2, 3, 4]"))
                .isEqualTo("[1,2,3]");
        assertThat(lab.outcome(map("\"ToleratedFailureCount\": 1, ", DISTRIBUTED, call), "[1, 2, 3, 4]"))
                .isEqualTo("[1,2,3]");
        Execution execution = lab.run(map("\"ToleratedFailureCount\": 1, ", DISTRIBUTED, call), "[4, 4, 3]");
        assertThat(outcome(execution))
                .isEqualTo(
                        "FAILED States.ExceedToleratedFailureThreshold: The specified tolerated failure threshold was exceeded");
        assertThat(MachineLab.types(execution)).endsWith("MapRunFailed", "MapStateFailed", "ExecutionFailed");
        assertThat(lab.outcome(map("", DISTRIBUTED, call), "[4]"))
                .startsWith("FAILED States.ExceedToleratedFailureThreshold");
    }

    @Test
    void shouldEndTheOtherChildrenWhenTooManyFail() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger stopped = new AtomicInteger();
        lab.functions.with("work", payload -> {
            if (payload.intValue() == 1) {
                begun.await();
                return new Invocation.Failed("First", "");
            }
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return new Invocation.Returned(payload);
            } catch (InterruptedException e) {
                stopped.incrementAndGet();
                throw e;
            }
        });

        lab.run(map("", DISTRIBUTED, "{" + CALL + "}"), "[1, 2]");

        MapRun run = lab.machines.executions().registry().mapRuns().get(0);
        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.children(Status.FAILED)).isEqualTo(1);
        assertThat(run.children(Status.ABORTED)).isEqualTo(1);
    }

    @Test
    void shouldBatchItemsByCountAndSize() throws Exception {
        JsonNode byCount = lab.run(
                        map(
                                "\"ItemBatcher\": {\"MaxItemsPerBatch\": 2, \"BatchInput\": {\"of\": \"{% $states.input[0] %}\"}}, ",
                                DISTRIBUTED, "{\"Type\": \"Succeed\"}"),
                        "[1, 2, 3]")
                .output();
        JsonNode bySize = lab.run(
                        map(
                                "\"ItemBatcher\": {\"MaxInputBytesPerBatch\": 23}, ",
                                DISTRIBUTED,
                                "{\"Type\": \"Succeed\"}"),
                        "[\"aaaa\", \"bbbb\", \"c\"]")
                .output();

        assertThat(byCount)
                .hasToString("[{\"BatchInput\":{\"of\":1},\"Items\":[1,2]},{\"BatchInput\":{\"of\":1},\"Items\":[3]}]");
        assertThat(bySize).hasToString("[{\"Items\":[\"aaaa\"]},{\"Items\":[\"bbbb\",\"c\"]}]");
    }

    @Test
    void shouldKeepTheVariablesOfIterationsApart() throws Exception {
        assertThat(lab.outcome(
                        "\"A\": {\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": {\"StartAt\": \"B\", \"States\": {"
                                + "\"B\": {\"Type\": \"Pass\", \"Assign\": {\"mine\": \"{% $states.input %}\"}, \"Next\": \"C\"},"
                                + "\"C\": {\"Type\": \"Wait\", \"Seconds\": 1, \"Next\": \"D\"},"
                                + "\"D\": {\"Type\": \"Succeed\", \"Output\": \"{% $mine %}\"}}}}",
                        "[1, 2, 3, 4, 5, 6, 7, 8]"))
                .isEqualTo("[1,2,3,4,5,6,7,8]");
    }
}
