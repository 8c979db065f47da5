package dev.dynamorecovery.lab.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.template.EventRuleDefinition;
import dev.dynamorecovery.lab.template.EventRuleDefinition.Input;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes of an event what a rule's target gets. */
@FunctionalInterface
interface EventInput {

    String of(JsonNode event);

    /** @throws dev.dynamorecovery.lab.template.TemplateException when a path or the template is none */
    static EventInput of(EventRuleDefinition rule, Input input) {
        String place = rule.logicalId() + ".Targets";
        return switch (input) {
            case Input.Constant constant -> event -> constant.text();
            case Input.Part part -> {
                EventPath path = EventPath.parse(place + ".InputPath", part.path());
                yield event -> path.in(event).toString();
            }
            case Input.Transformed transformed -> {
                Map<String, EventPath> paths = new LinkedHashMap<>();
                transformed
                        .paths()
                        .forEach((name, path) -> paths.put(
                                name, EventPath.parse(place + ".InputTransformer.InputPathsMap." + name, path)));
                yield new InputTemplate(place + ".InputTransformer", rule, paths, transformed.template());
            }
        };
    }
}
