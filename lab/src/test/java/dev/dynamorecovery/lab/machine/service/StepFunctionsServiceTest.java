package dev.dynamorecovery.lab.machine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.machine.InMemoryFunctions;
import dev.dynamorecovery.lab.machine.MachineLab;
import dev.dynamorecovery.lab.machine.execution.StateMachine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The service as the SDK's own client meets it over the wire. */
class StepFunctionsServiceTest {

    private static final String CALLBACK = """
            "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": true,
                  "Arguments": {"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:work",
                                "Payload": {"token": "{% $states.context.Task.Token %}"}}}""";

    private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    private LabFront front;
    private MachineLab lab;
    private SfnClient client;

    @BeforeEach
    void start() throws IOException {
        front = LabFront.start(0, call -> {});
        lab = new MachineLab(front.endpoint());
        lab.functions.with("work", payload -> {
            tokens.add(payload.path("token").asText());
            return InMemoryFunctions.returned("accepted");
        });
        front.serve(new StepFunctionsService(lab.machines));
        client = SfnClient.builder()
                .endpointOverride(front.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "x")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        lab.close();
        front.close();
    }

    private String load(String states) {
        return lab.load("machine", MachineLab.machine(states)).arn();
    }

    private String startAndEnd(String machineArn, String input) throws Exception {
        String arn = client.startExecution(r -> r.stateMachineArn(machineArn).input(input))
                .executionArn();
        end(arn);
        return arn;
    }

    private void end(String executionArn) throws Exception {
        lab.machines
                .executions()
                .registry()
                .execution(executionArn)
                .orElseThrow()
                .ended()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldStartAndDescribeAnExecution() throws Exception {
        String machineArn = load("\"A\": {\"Type\": \"Succeed\", \"Output\": {\"got\": \"{% $states.input %}\"}}");

        String arn = startAndEnd(machineArn, "{\"a\": 1}");

        DescribeExecutionResponse described = client.describeExecution(r -> r.executionArn(arn));
        assertThat(described.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(described.stateMachineArn()).isEqualTo(machineArn);
        assertThat(described.input()).isEqualTo("{\"a\":1}");
        assertThat(described.output()).isEqualTo("{\"got\":{\"a\":1}}");
        assertThat(described.startDate()).isEqualTo(MachineLab.START);
        assertThat(described.stopDate()).isEqualTo(MachineLab.START);
    }

    @Test
    void shouldTellWhyAnExecutionFailed() throws Exception {
        String arn = startAndEnd(load("\"A\": {\"Type\": \"Fail\", \"Error\": \"E\", \"Cause\": \"C\"}"), "{}");

        DescribeExecutionResponse described = client.describeExecution(r -> r.executionArn(arn));
        assertThat(described.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(described.error()).isEqualTo("E");
        assertThat(described.cause()).isEqualTo("C");
        assertThat(described.output()).isNull();
    }

    @Test
    void shouldStartTheSameRequestOnce() throws Exception {
        String machineArn = load(CALLBACK);
        String first = client.startExecution(
                        r -> r.stateMachineArn(machineArn).name("one").input("{\"a\": 1}"))
                .executionArn();

        String again = client.startExecution(
                        r -> r.stateMachineArn(machineArn).name("one").input("{\"a\":1}"))
                .executionArn();

        assertThat(again).isEqualTo(first).endsWith(":execution:machine:one");
        assertThatThrownBy(() -> client.startExecution(
                        r -> r.stateMachineArn(machineArn).name("one").input("{\"a\": 2}")))
                .isInstanceOf(ExecutionAlreadyExistsException.class)
                .hasMessageContaining("Execution Already Exists: '" + first + "'");
        client.sendTaskSuccess(r -> r.taskToken(take()).output("1"));
        end(first);
        assertThatThrownBy(() -> client.startExecution(
                        r -> r.stateMachineArn(machineArn).name("one").input("{\"a\": 1}")))
                .isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    private String take() {
        try {
            return tokens.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldRefuseWhatIsNoRequestToStart() {
        String machineArn = load("\"A\": {\"Type\": \"Succeed\"}");

        assertThatThrownBy(() -> client.startExecution(r -> r.stateMachineArn(machineArn + "x")))
                .isInstanceOf(StateMachineDoesNotExistException.class);
        assertThatThrownBy(() ->
                        client.startExecution(r -> r.stateMachineArn(machineArn).name("a b")))
                .isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() ->
                        client.startExecution(r -> r.stateMachineArn(machineArn).input("{")))
                .isInstanceOf(InvalidExecutionInputException.class);
        assertThatThrownBy(() -> client.startExecution(
                        r -> r.stateMachineArn(machineArn).input("\"" + "x".repeat(262_143) + "\"")))
                .isInstanceOfSatisfying(
                        SfnException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }

    @Test
    void shouldTellTheHistoryInPagesAndBackwards() throws Exception {
        String arn = startAndEnd(load("""
                        "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
                        "B": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:work", "End": true}"""), "{\"a\": 1}");

        List<HistoryEvent> all =
                client.getExecutionHistory(r -> r.executionArn(arn)).events();
        assertThat(all)
                .extracting(HistoryEvent::type)
                .containsExactly(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.PASS_STATE_ENTERED,
                        HistoryEventType.PASS_STATE_EXITED,
                        HistoryEventType.TASK_STATE_ENTERED,
                        HistoryEventType.LAMBDA_FUNCTION_SCHEDULED,
                        HistoryEventType.LAMBDA_FUNCTION_STARTED,
                        HistoryEventType.LAMBDA_FUNCTION_SUCCEEDED,
                        HistoryEventType.TASK_STATE_EXITED,
                        HistoryEventType.EXECUTION_SUCCEEDED);
        assertThat(all.get(2).stateExitedEventDetails().assignedVariables()).containsEntry("x", "1");
        assertThat(all.get(6).lambdaFunctionSucceededEventDetails().output()).isEqualTo("\"accepted\"");
        assertThat(all.get(8).previousEventId()).isEqualTo(8);

        GetExecutionHistoryResponse page = client.getExecutionHistory(
                r -> r.executionArn(arn).maxResults(4).reverseOrder(true));
        assertThat(page.events()).extracting(HistoryEvent::id).containsExactly(9L, 8L, 7L, 6L);
        GetExecutionHistoryResponse next = client.getExecutionHistory(
                r -> r.executionArn(arn).maxResults(4).reverseOrder(true).nextToken(page.nextToken()));
        assertThat(next.events()).extracting(HistoryEvent::id).containsExactly(5L, 4L, 3L, 2L);
        assertThat(client.getExecutionHistoryPaginator(r -> r.executionArn(arn).maxResults(2)).stream()
                        .flatMap(each -> each.events().stream()))
                .hasSize(9);
        assertThatThrownBy(() ->
                        client.getExecutionHistory(r -> r.executionArn(arn).nextToken("nonsense")))
                .isInstanceOf(InvalidTokenException.class);
        HistoryEvent bare = client.getExecutionHistory(r -> r.executionArn(arn).includeExecutionData(false))
                .events()
                .get(0);
        assertThat(bare.executionStartedEventDetails().input()).isNull();
        assertThat(bare.executionStartedEventDetails().roleArn()).isNotEmpty();
    }

    @Test
    void shouldListMachinesAndExecutions() throws Exception {
        String machineArn = load("\"A\": {\"Type\": \"Succeed\"}");
        String first = startAndEnd(machineArn, "{}");
        String second = startAndEnd(machineArn, "{}");

        assertThat(client.listStateMachines().stateMachines())
                .singleElement()
                .satisfies(machine -> assertThat(machine.stateMachineArn()).isEqualTo(machineArn));
        assertThat(client.listExecutions(r -> r.stateMachineArn(machineArn)).executions())
                .extracting(ExecutionListItem::executionArn)
                .containsExactly(second, first);
        assertThat(client.listExecutions(r -> r.stateMachineArn(machineArn).statusFilter(ExecutionStatus.FAILED))
                        .executions())
                .isEmpty();
        assertThat(client.describeStateMachine(r -> r.stateMachineArn(machineArn))
                        .definition())
                .isEqualTo(MachineLab.machine("\"A\": {\"Type\": \"Succeed\"}"));
        assertThat(client.describeStateMachineForExecution(r -> r.executionArn(first))
                        .stateMachineArn())
                .isEqualTo(machineArn);
    }

    @Test
    void shouldKeepTheDefinitionOfARunningExecution() throws Exception {
        String arn =
                client.startExecution(r -> r.stateMachineArn(load(CALLBACK))).executionArn();
        String token = tokens.take();
        StateMachine other = lab.load("machine", MachineLab.machine("\"A\": {\"Type\": \"Succeed\"}"));

        client.sendTaskSuccess(r -> r.taskToken(token).output("\"old\""));
        end(arn);

        assertThat(client.describeExecution(r -> r.executionArn(arn)).output()).isEqualTo("\"old\"");
        assertThat(client.describeStateMachineForExecution(r -> r.executionArn(arn))
                        .definition())
                .isNotEqualTo(other.definition().text());
    }

    @Test
    void shouldStopAnExecution() throws Exception {
        String arn =
                client.startExecution(r -> r.stateMachineArn(load(CALLBACK))).executionArn();
        tokens.take();

        client.stopExecution(r -> r.executionArn(arn).error("Enough").cause("by hand"));
        end(arn);

        DescribeExecutionResponse described = client.describeExecution(r -> r.executionArn(arn));
        assertThat(described.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(described.error()).isEqualTo("Enough");
    }

    @Test
    void shouldTakeAnswersByToken() throws Exception {
        String arn =
                client.startExecution(r -> r.stateMachineArn(load(CALLBACK))).executionArn();
        String token = tokens.take();

        client.sendTaskHeartbeat(r -> r.taskToken(token));
        client.sendTaskFailure(r -> r.taskToken(token).error("No").cause("said so"));
        end(arn);

        assertThat(client.describeExecution(r -> r.executionArn(arn)).error()).isEqualTo("No");
        assertThatThrownBy(() -> client.sendTaskHeartbeat(r -> r.taskToken(token)))
                .isInstanceOf(TaskTimedOutException.class);
        assertThatThrownBy(
                        () -> client.sendTaskSuccess(r -> r.taskToken("made up").output("1")))
                .isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void shouldDescribeTheRunOfADistributedMap() throws Exception {
        String arn = startAndEnd(load("""
                        "A": {"Type": "Map", "End": true, "Label": "Parts", "MaxConcurrency": 2, "ItemProcessor": {
                          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                          "StartAt": "B", "States": {"B": {"Type": "Succeed"}}}}"""), "[1, 2, 3]");

        String mapRunArn =
                client.listMapRuns(r -> r.executionArn(arn)).mapRuns().get(0).mapRunArn();
        DescribeMapRunResponse run = client.describeMapRun(r -> r.mapRunArn(mapRunArn));
        assertThat(run.statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(run.maxConcurrency()).isEqualTo(2);
        assertThat(run.itemCounts().succeeded()).isEqualTo(3);
        assertThat(run.executionCounts().total()).isEqualTo(3);
        List<ExecutionListItem> children =
                client.listExecutions(r -> r.mapRunArn(mapRunArn)).executions();
        assertThat(children).hasSize(3);
        assertThat(client.getExecutionHistory(
                                r -> r.executionArn(children.get(0).executionArn()))
                        .events())
                .hasSize(4);
    }

    @Test
    void shouldAnswerWhatItDoesNotKnowWithTheCodesOfAws() {
        assertThatThrownBy(() -> client.describeExecution(r -> r.executionArn("orders")))
                .isInstanceOf(InvalidArnException.class);
        assertThatThrownBy(() -> client.describeExecution(
                        r -> r.executionArn("arn:aws:states:eu-west-1:123456789012:execution:m:x")))
                .isInstanceOf(ExecutionDoesNotExistException.class);
        assertThatThrownBy(() -> client.getActivityTask(r -> r.activityArn("a")))
                .isInstanceOfSatisfying(
                        SfnException.class,
                        e -> assertThat(e.awsErrorDetails().errorMessage()).contains("GetActivityTask"));
    }

    @Test
    void shouldRunAMachineFromAMachine() throws Exception {
        lab.load(
                "inner",
                MachineLab.machine("\"A\": {\"Type\": \"Succeed\", \"Output\": \"{% $states.input.n * 2 %}\"}"));
        String arn = startAndEnd(load("""
                        "A": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true,
                              "Arguments": {"StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:inner",
                                            "Input": {"n": "{% $states.input.n %}"}},
                              "Output": "{% $states.result.Output %}"}"""), "{\"n\": 21}");

        assertThat(client.describeExecution(r -> r.executionArn(arn)).output()).isEqualTo("42");
    }
}
