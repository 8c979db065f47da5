package dev.dynamorecovery.lab.template;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a plan backs up: the resources named, and those with any of the tags; of those, only what meets every
 * condition, and none that is excluded.
 *
 * @param resources ARNs, {@code *} for any text
 * @param notResources ARNs, {@code *} for any text
 * @param anyTag of which one suffices
 * @param conditions on tags, of which every one is required
 */
public record BackupSelectionDefinition(
        String logicalId,
        String name,
        String planId,
        String roleArn,
        List<String> resources,
        List<String> notResources,
        List<Tag> anyTag,
        List<Condition> conditions) {

    public BackupSelectionDefinition {
        resources = List.copyOf(resources);
        notResources = List.copyOf(notResources);
        anyTag = List.copyOf(anyTag);
        conditions = List.copyOf(conditions);
    }

    /**
     * What a tag's value has to be, or must not be.
     *
     * @param pattern of the value, {@code *} for any text where the operator knows patterns
     * @param negated whether a resource with such a value is left out; without the tag it is in
     */
    public record Condition(String key, String pattern, boolean patterns, boolean negated) {

        /** Whether a resource with these tags meets the condition. */
        public boolean holds(Map<String, String> tags) {
            String value = tags.get(key);
            boolean matches = value != null
                    && (patterns
                            ? value.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"))
                            : value.equals(pattern));
            return matches != negated;
        }
    }

    /** A tag that a resource has to bear. */
    public record Tag(String key, String value) {}
}
