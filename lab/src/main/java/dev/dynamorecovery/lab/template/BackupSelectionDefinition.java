package dev.dynamorecovery.lab.template;

import java.util.List;
import java.util.Map;

/**
 * What a plan backs up: the resources named, and those with any of the tags; of those, only what has every one of the
 * required tags, and none that is excluded.
 *
 * @param resources ARNs, {@code *} for any text
 * @param notResources ARNs, {@code *} for any text
 * @param anyTag of which one suffices
 * @param allTags of which every one is required
 * @param allTagPatterns of which every one has to be matched by a tag of that key, {@code *} for any text
 */
public record BackupSelectionDefinition(
        String logicalId,
        String name,
        String planId,
        String roleArn,
        List<String> resources,
        List<String> notResources,
        List<Tag> anyTag,
        Map<String, String> allTags,
        Map<String, String> allTagPatterns) {

    public BackupSelectionDefinition {
        resources = List.copyOf(resources);
        notResources = List.copyOf(notResources);
        anyTag = List.copyOf(anyTag);
        allTags = Map.copyOf(allTags);
        allTagPatterns = Map.copyOf(allTagPatterns);
    }

    /** A tag that a resource has to bear. */
    public record Tag(String key, String value) {}
}
