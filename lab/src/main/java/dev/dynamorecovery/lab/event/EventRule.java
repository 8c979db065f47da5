package dev.dynamorecovery.lab.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.template.EventRuleDefinition;
import dev.dynamorecovery.lab.template.EventRuleDefinition.Input;
import dev.dynamorecovery.lab.template.TemplateException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.event.ruler.GenericMachine;

/** A rule, ready to judge events and to say what its targets get. */
final class EventRule {

    private final EventRuleDefinition definition;
    private final GenericMachine<String> pattern =
            GenericMachine.<String>builder().build();
    private final Map<String, EventInput> inputs = new LinkedHashMap<>();

    /** @throws TemplateException when EventBridge would refuse the pattern or an input */
    EventRule(EventRuleDefinition definition) {
        this.definition = definition;
        try {
            pattern.addRule(definition.name(), definition.pattern());
        } catch (IOException notPattern) {
            throw new TemplateException(
                    "property " + definition.logicalId() + ".EventPattern is none: " + notPattern.getMessage(),
                    notPattern);
        }
        definition
                .targets()
                .forEach(target -> inputs.put(
                        target.id(), EventInput.of(definition, target.input().orElse(new Input.Part("$")))));
    }

    EventRuleDefinition definition() {
        return definition;
    }

    boolean matches(JsonNode event) {
        try {
            return definition.enabled()
                    && !pattern.rulesForJSONEvent(event.toString()).isEmpty();
        } catch (Exception notEvent) {
            throw new IllegalArgumentException("an event is no JSON object", notEvent);
        }
    }

    /** What a target gets of a matching event. */
    String payload(EventRuleDefinition.Target target, JsonNode event) {
        EventInput input = inputs.get(target.id());
        if (input == null) {
            throw new IllegalArgumentException("target " + target.id() + " is none of rule " + definition.name());
        }
        return input.of(event);
    }
}
