package dev.dynamorecovery.lab.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule of the template that hands matching events of the default event bus to targets.
 *
 * @param pattern the event pattern as JSON
 */
public record EventRuleDefinition(
        String logicalId, String name, String arn, String pattern, boolean enabled, List<Target> targets) {

    public EventRuleDefinition {
        targets = List.copyOf(targets);
    }

    /**
     * Who gets the event.
     *
     * @param input what it gets instead of the event; empty for the event itself
     */
    public record Target(String id, String arn, Optional<Input> input) {}

    /** What a target gets instead of the event. */
    public sealed interface Input {

        /** Always the same text. */
        record Constant(String text) implements Input {}

        /** A part of the event, by its JSON path. */
        record Part(String path) implements Input {}

        /**
         * A text with values of the event filled in.
         *
         * @param paths JSON paths into the event, by the name that the template uses
         * @param template with a name in angle brackets where a value belongs
         */
        record Transformed(Map<String, String> paths, String template) implements Input {
            public Transformed {
                paths = Map.copyOf(paths);
            }
        }
    }
}
