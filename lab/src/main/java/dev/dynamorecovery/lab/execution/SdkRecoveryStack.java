package dev.dynamorecovery.lab.execution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/** The deployed stack over the AWS SDK: of AWS, of the lab, or of whatever endpoint is configured. */
public final class SdkRecoveryStack implements RecoveryStack {

    private static final int EARLIER_EXECUTIONS_READ = 100;
    private static final int EARLIER_EXECUTIONS_USED = 5;

    private final SfnClient stepFunctions;
    private final String restoreMachineArn;
    private final String replayMachineArn;
    private final String description;

    public SdkRecoveryStack(
            SfnClient stepFunctions, String restoreMachineArn, String replayMachineArn, String description) {
        this.stepFunctions = stepFunctions;
        this.restoreMachineArn = restoreMachineArn;
        this.replayMachineArn = replayMachineArn;
        this.description = description;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Started start(String executionName, String inputJson) {
        Optional<ExecutionSnapshot> existing = describe(executionName);
        if (existing.isPresent()) {
            return new Started(existing.get().arn(), true);
        }
        try {
            StartExecutionResponse response =
                    stepFunctions.startExecution(request -> request.stateMachineArn(machineArn(executionName))
                            .name(executionName)
                            .input(inputJson));
            return new Started(response.executionArn(), false);
        } catch (ExecutionAlreadyExistsException e) {
            // Somebody was quicker by a moment: it is the same request, so it is the same execution.
            return new Started(executionArn(executionName), true);
        }
    }

    @Override
    public Optional<ExecutionSnapshot> describe(String nameOrArn) {
        return ExecutionSnapshots.find(stepFunctions, executionArn(nameOrArn));
    }

    @Override
    public List<ExecutionEvent> history(String executionArn) {
        GetExecutionHistoryRequest request = GetExecutionHistoryRequest.builder()
                .executionArn(executionArn)
                .includeExecutionData(false)
                .maxResults(1000)
                .build();
        return stepFunctions.getExecutionHistoryPaginator(request).events().stream()
                .map(event -> new ExecutionEvent(event.id(), event.timestamp(), event.typeAsString(), stateName(event)))
                .toList();
    }

    @Override
    public List<Duration> earlierDurations(String namePrefix) {
        ListExecutionsRequest request = ListExecutionsRequest.builder()
                .stateMachineArn(machineArn(namePrefix))
                .statusFilter("SUCCEEDED")
                .maxResults(EARLIER_EXECUTIONS_READ)
                .build();
        return stepFunctions.listExecutions(request).executions().stream()
                .filter(execution -> execution.name().startsWith(namePrefix))
                .filter(execution -> execution.stopDate() != null)
                .limit(EARLIER_EXECUTIONS_USED)
                .map(SdkRecoveryStack::duration)
                .toList();
    }

    @Override
    public void close() {
        stepFunctions.close();
    }

    private String machineArn(String executionName) {
        return switch (RecoveryMachine.of(executionName)) {
            case RESTORE -> restoreMachineArn;
            case REPLAY -> replayMachineArn;
        };
    }

    private String executionArn(String nameOrArn) {
        return nameOrArn.startsWith("arn:")
                ? nameOrArn
                : machineArn(nameOrArn).replace(":stateMachine:", ":execution:") + ":" + nameOrArn;
    }

    private static Duration duration(ExecutionListItem execution) {
        return Duration.between(execution.startDate(), execution.stopDate());
    }

    private static @Nullable String stateName(HistoryEvent event) {
        if (event.stateEnteredEventDetails() != null) {
            return event.stateEnteredEventDetails().name();
        }
        return event.stateExitedEventDetails() != null
                ? event.stateExitedEventDetails().name()
                : null;
    }
}
