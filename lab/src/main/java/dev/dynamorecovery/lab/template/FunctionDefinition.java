package dev.dynamorecovery.lab.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A function of the template.
 *
 * @param handler the {@code Handler} string
 * @param environment the variables that the template sets
 * @param memoryMegabytes what the context tells the handler; the lab does not enforce it
 * @param reservedConcurrency how many invocations may run at once; empty means no limit of its own
 * @param alias the published alias, such as {@code live}
 * @param policies what the function's role may do
 * @param managedPolicies names or ARNs of managed policies attached besides
 */
public record FunctionDefinition(
        String logicalId,
        String name,
        String arn,
        String handler,
        Map<String, String> environment,
        Duration timeout,
        int memoryMegabytes,
        OptionalInt reservedConcurrency,
        Optional<String> alias,
        List<PolicyStatement> policies,
        List<String> managedPolicies) {}
