package dev.dynamorecovery.lab.execution;

import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/** Looks executions up. */
public final class ExecutionSnapshots {

    private ExecutionSnapshots() {}

    /** The execution with that ARN as it stands; empty when there is none. */
    public static Optional<ExecutionSnapshot> find(SfnClient stepFunctions, String executionArn) {
        try {
            DescribeExecutionResponse execution =
                    stepFunctions.describeExecution(request -> request.executionArn(executionArn));
            return Optional.of(new ExecutionSnapshot(
                    execution.name(),
                    execution.executionArn(),
                    ExecutionStatus.valueOf(execution.statusAsString()),
                    execution.startDate(),
                    execution.stopDate(),
                    Objects.requireNonNullElse(execution.input(), "{}"),
                    execution.output(),
                    execution.error(),
                    execution.cause()));
        } catch (ExecutionDoesNotExistException e) {
            return Optional.empty();
        }
    }
}
