package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.procedure.FailoverExecutions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** Executions of the failover's state machine. */
public final class StepFunctionsFailovers implements FailoverExecutions {

    private final SfnClient client;
    private final String stateMachineArn;

    public StepFunctionsFailovers(SfnClient client, String stateMachineArn) {
        this.client = client;
        this.stateMachineArn = stateMachineArn;
    }

    @Override
    public Started start(@Nullable String name, String input) {
        try {
            return new Started(
                    client.startExecution(request -> request.stateMachineArn(stateMachineArn)
                                    .name(name)
                                    .input(input))
                            .executionArn(),
                    true);
        } catch (ExecutionAlreadyExistsException somebodyWasFirst) {
            return new Started(stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name, false);
        }
    }
}
