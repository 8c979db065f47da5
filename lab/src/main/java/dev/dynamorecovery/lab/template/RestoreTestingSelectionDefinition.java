package dev.dynamorecovery.lab.template;

import java.util.List;
import java.util.Map;

/**
 * What a restore-testing plan restores.
 *
 * @param resourceArns of protected tables, {@code *} for all
 * @param requiredTags of a protected table, every one
 * @param metadata overrides of the restore's metadata
 * @param validationWindowHours how long a restored table waits for its validation
 */
public record RestoreTestingSelectionDefinition(
        String logicalId,
        String name,
        String plan,
        String roleArn,
        List<String> resourceArns,
        Map<String, String> requiredTags,
        Map<String, String> metadata,
        int validationWindowHours) {

    public RestoreTestingSelectionDefinition {
        resourceArns = List.copyOf(resourceArns);
        requiredTags = Map.copyOf(requiredTags);
        metadata = Map.copyOf(metadata);
    }
}
