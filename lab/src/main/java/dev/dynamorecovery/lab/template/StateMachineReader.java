package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Reads {@code AWS::Serverless::StateMachine}. */
final class StateMachineReader {

    private static final Set<String> HONOURED =
            Set.of("Name", "DefinitionUri", "DefinitionSubstitutions", "Type", "Policies", "Role");
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("Logging", "PermissionsBoundary", "PropagateTags", "Tags", "Tracing");

    private final StackScope scope;

    StateMachineReader(StackScope scope) {
        this.scope = scope;
    }

    StateMachineDefinition read(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId)).only(HONOURED, WITHOUT_EFFECT);
        Policies policies = Policies.ofStateMachine(scope, logicalId, properties);
        Path definition = scope.template().directory().resolve(properties.text("DefinitionUri"));
        if (!Files.isRegularFile(definition)) {
            throw new TemplateException(
                    "property " + logicalId + ".DefinitionUri is " + definition + ": there is no such file");
        }
        return new StateMachineDefinition(
                logicalId,
                scope.physicalName(logicalId),
                scope.arn(logicalId),
                definition,
                properties.texts("DefinitionSubstitutions"),
                properties.find("Type").map(JsonNode::asText).orElse("STANDARD"),
                policies.statements(),
                policies.managed());
    }
}
