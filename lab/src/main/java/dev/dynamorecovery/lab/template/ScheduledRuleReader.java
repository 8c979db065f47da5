package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.template.ScheduledRuleDefinition.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code AWS::Events::Rule} with a schedule. */
final class ScheduledRuleReader {

    private static final Set<String> HONOURED =
            Set.of("Name", "ScheduleExpression", "State", "Targets", "EventPattern", "EventBusName");

    private final StackScope scope;

    ScheduledRuleReader(StackScope scope) {
        this.scope = scope;
    }

    /** Empty for a rule without a schedule. */
    Optional<ScheduledRuleDefinition> read(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId))
                .only(HONOURED, Set.of("Description", "RoleArn", "Tags"));
        if (properties.find("ScheduleExpression").isEmpty()) {
            return Optional.empty();
        }
        List<Target> targets = properties.find("Targets").stream()
                .flatMap(JsonNode::valueStream)
                .map(target -> target(logicalId, target))
                .toList();
        return Optional.of(new ScheduledRuleDefinition(
                logicalId,
                scope.physicalName(logicalId),
                scope.arn(logicalId),
                properties.text("ScheduleExpression"),
                !properties
                        .find("State")
                        .map(JsonNode::asText)
                        .orElse("ENABLED")
                        .equals("DISABLED"),
                targets));
    }

    private Target target(String logicalId, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            throw new TemplateException("property " + logicalId + ".Targets holds " + node + ": write mappings");
        }
        Properties target = new Properties(logicalId + ".Targets", object)
                .only(Set.of("Id", "Arn", "Input"), Set.of("DeadLetterConfig", "RetryPolicy"));
        String arn = target.text("Arn");
        if (!arn.startsWith("arn:aws:lambda:")) {
            throw new TemplateException("property " + logicalId + ".Targets.Arn is " + arn
                    + ": the lab's schedules invoke functions only; give a function's ARN");
        }
        return new Target(target.text("Id"), arn, target.find("Input").map(JsonNode::asText));
    }
}
