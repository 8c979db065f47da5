package dev.dynamorecovery.lab.machine;

import java.util.Map;

/**
 * A state machine as a template deploys it.
 *
 * @param definition the text of the {@code .asl.json} file
 * @param substitutions values of <code>${Name}</code> in it
 * @param roleArn as executions show it
 * @param accessKeyId in whose name the machine calls services, so that its calls are recorded as its own
 */
public record StateMachineSource(
        String name,
        String region,
        String definition,
        Map<String, String> substitutions,
        String roleArn,
        String accessKeyId) {}
