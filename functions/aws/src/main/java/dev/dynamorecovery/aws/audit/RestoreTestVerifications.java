package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.restoretest.EndedVerification;
import dev.dynamorecovery.core.audit.restoretest.VerificationStart;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/**
 * Executions of the restore machine that verify what restore tests restored.
 *
 * @param machineArn the restore machine's ARN
 */
public record RestoreTestVerifications(SfnClient client, String machineArn) {

    /** Starts an execution; answers whether none of its name had ended before. */
    public boolean start(VerificationStart.Start start) {
        try {
            client.startExecution(request ->
                    request.stateMachineArn(machineArn).name(start.execution()).input(start.input()));
            return true;
        } catch (ExecutionAlreadyExistsException somebodyWasFirst) {
            return false;
        }
    }

    /** How the execution of that name ended; empty while it runs. An event tells neither error nor cause, nor long texts. */
    public Optional<EndedVerification> ended(String execution) {
        DescribeExecutionResponse found = client.describeExecution(
                request -> request.executionArn(machineArn.replace(":stateMachine:", ":execution:") + ":" + execution));
        return switch (found.status()) {
            case RUNNING, PENDING_REDRIVE -> Optional.empty();
            case SUCCEEDED, FAILED, TIMED_OUT, ABORTED, UNKNOWN_TO_SDK_VERSION ->
                Optional.of(new EndedVerification(
                        found.statusAsString(), found.input(), found.output(), found.error(), found.cause()));
        };
    }
}
