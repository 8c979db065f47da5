package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code AWS::Serverless::Function}. */
final class FunctionReader {

    private static final Set<String> HONOURED = Set.of(
            "FunctionName",
            "Handler",
            "Environment",
            "Timeout",
            "MemorySize",
            "ReservedConcurrentExecutions",
            "AutoPublishAlias",
            "Policies");
    /** How the function is built, deployed, logged and traced on AWS. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "Architectures",
            "AutoPublishAliasAllProperties",
            "AutoPublishCodeSha256",
            "CodeUri",
            "DeadLetterQueue",
            "DeploymentPreference",
            "Description",
            "EphemeralStorage",
            "KmsKeyArn",
            "LoggingConfig",
            "PackageType",
            "PermissionsBoundary",
            "PropagateTags",
            "Role",
            "Runtime",
            "SnapStart",
            "Tags",
            "Tracing");

    private final StackScope scope;

    FunctionReader(StackScope scope) {
        this.scope = scope;
    }

    FunctionDefinition read(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId)).only(HONOURED, WITHOUT_EFFECT);
        Policies policies = Policies.of(logicalId, properties.find("Policies").orElse(MissingNode.getInstance()));
        Optional<JsonNode> reserved = properties.find("ReservedConcurrentExecutions");
        return new FunctionDefinition(
                logicalId,
                scope.physicalName(logicalId),
                scope.arn(logicalId),
                properties.text("Handler"),
                properties
                        .object("Environment")
                        .only(Set.of("Variables"), Set.of())
                        .texts("Variables"),
                Duration.ofSeconds(properties.integer("Timeout", 3)),
                properties.integer("MemorySize", 128),
                reserved.isPresent()
                        ? OptionalInt.of(properties.integer("ReservedConcurrentExecutions", 0))
                        : OptionalInt.empty(),
                properties.find("AutoPublishAlias").map(JsonNode::asText),
                policies.statements(),
                policies.managed());
    }
}
