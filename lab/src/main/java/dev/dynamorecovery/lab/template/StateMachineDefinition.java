package dev.dynamorecovery.lab.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A state machine of the template.
 *
 * @param definition the Amazon States Language file
 * @param substitutions values for the <code>${…}</code> of the definition
 * @param type {@code STANDARD} or {@code EXPRESS}
 * @param policies what the machine's role may do
 */
public record StateMachineDefinition(
        String logicalId,
        String name,
        String arn,
        Path definition,
        Map<String, String> substitutions,
        String type,
        List<PolicyStatement> policies,
        List<String> managedPolicies) {}
