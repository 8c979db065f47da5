package dev.dynamorecovery.lab.machine.execution;

import dev.dynamorecovery.lab.machine.definition.MachineDefinition;
import dev.dynamorecovery.lab.machine.integration.Caller;
import java.time.Instant;

/**
 * A machine that is ready to run.
 *
 * @param roleArn as executions show it; the lab asks no role
 * @param caller in whose name its tasks call services
 */
public record StateMachine(
        String arn, String name, String roleArn, Caller caller, MachineDefinition definition, Instant creationDate) {}
