package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.template.EventRuleDefinition.Input;
import dev.dynamorecovery.lab.template.EventRuleDefinition.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code AWS::Events::Rule} with an event pattern. */
final class EventRuleReader {

    private static final Set<String> HONOURED =
            Set.of("Name", "ScheduleExpression", "State", "Targets", "EventPattern", "EventBusName");
    private static final Pattern TARGETS = Pattern.compile(
            "arn:aws:(lambda:[^:]+:[0-9]+:function:|sns:[^:]+:[0-9]+:|states:[^:]+:[0-9]+:stateMachine:).+");

    private final StackScope scope;

    EventRuleReader(StackScope scope) {
        this.scope = scope;
    }

    /** Empty for a rule without a pattern. */
    Optional<EventRuleDefinition> read(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId))
                .only(HONOURED, Set.of("Description", "RoleArn", "Tags"));
        Optional<JsonNode> pattern = properties.find("EventPattern");
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        properties
                .find("EventBusName")
                .map(JsonNode::asText)
                .filter(bus -> !bus.equals("default"))
                .ifPresent(bus -> {
                    throw new TemplateException("property " + logicalId + ".EventBusName is " + bus
                            + ": the lab has the default event bus only; leave it out");
                });
        List<Target> targets = properties.find("Targets").stream()
                .flatMap(JsonNode::valueStream)
                .map(target -> target(logicalId, target))
                .toList();
        return Optional.of(new EventRuleDefinition(
                logicalId,
                scope.physicalName(logicalId),
                scope.arn(logicalId),
                pattern.get().toString(),
                !properties
                        .find("State")
                        .map(JsonNode::asText)
                        .orElse("ENABLED")
                        .equals("DISABLED"),
                targets));
    }

    private static Target target(String logicalId, JsonNode node) {
        String place = logicalId + ".Targets";
        if (!(node instanceof ObjectNode object)) {
            throw new TemplateException("property " + place + " holds " + node + ": write mappings");
        }
        Properties target = new Properties(place, object)
                .only(
                        Set.of("Id", "Arn", "Input", "InputPath", "InputTransformer"),
                        Set.of("DeadLetterConfig", "RetryPolicy", "RoleArn"));
        String arn = target.text("Arn");
        if (!TARGETS.matcher(arn).matches()) {
            throw new TemplateException("property " + place + ".Arn is " + arn
                    + ": the lab's event bus reaches functions, topics and state machines; give the ARN of one");
        }
        return new Target(target.text("Id"), arn, input(place, target));
    }

    private static Optional<Input> input(String place, Properties target) {
        List<Input> inputs = List.of("Input", "InputPath", "InputTransformer").stream()
                .filter(name -> target.find(name).isPresent())
                .map(name -> inputOf(name, target))
                .toList();
        if (inputs.size() > 1) {
            throw new TemplateException(
                    "property " + place + " has several of Input, InputPath and InputTransformer: keep one");
        }
        return inputs.stream().findFirst();
    }

    private static Input inputOf(String name, Properties target) {
        return switch (name) {
            case "Input" -> new Input.Constant(target.text(name));
            case "InputPath" -> new Input.Part(target.text(name));
            default -> {
                Properties transformer = target.object(name).only(Set.of("InputPathsMap", "InputTemplate"), Set.of());
                yield new Input.Transformed(transformer.texts("InputPathsMap"), transformer.text("InputTemplate"));
            }
        };
    }
}
