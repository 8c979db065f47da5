package dev.dynamorecovery.lab.template;

import java.util.List;

/**
 * A restore-testing plan of the template.
 *
 * @param schedule an expression as EventBridge's
 * @param algorithm {@code LATEST_WITHIN_WINDOW} or {@code RANDOM_WITHIN_WINDOW}
 * @param vaults ARNs of the vaults to take recovery points from, {@code *} for all
 * @param excludedVaults ARNs
 * @param windowDays how old a recovery point may be
 */
public record RestoreTestingPlanDefinition(
        String logicalId,
        String name,
        String arn,
        String schedule,
        String algorithm,
        List<String> vaults,
        List<String> excludedVaults,
        int windowDays) {

    public RestoreTestingPlanDefinition {
        vaults = List.copyOf(vaults);
        excludedVaults = List.copyOf(excludedVaults);
    }
}
