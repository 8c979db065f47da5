package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@code Policies} of a function or state machine: inline statements and names of managed policies. */
record Policies(List<PolicyStatement> statements, List<String> managed) {

    /** What a state machine may do: its own Policies, and those of the template's role that it names. */
    static Policies ofStateMachine(StackScope scope, String logicalId, Properties properties) {
        Policies own = of(logicalId, properties.find("Policies").orElse(MissingNode.getInstance()));
        Optional<String> role = properties
                .find("Role")
                .map(JsonNode::asText)
                .flatMap(arn -> scope.existing(ResourceKind.ROLE)
                        .filter(id -> scope.arn(id).equals(arn))
                        .findFirst());
        return role.map(id -> own.and(ofRole(id, scope.properties(id)))).orElse(own);
    }

    private static Policies ofRole(String logicalId, JsonNode role) {
        ArrayNode documents = JsonNodeFactory.instance.arrayNode();
        role.path("Policies").forEach(policy -> documents.add(policy.path("PolicyDocument")));
        role.path("ManagedPolicyArns").forEach(documents::add);
        return of(logicalId, documents);
    }

    private Policies and(Policies others) {
        return new Policies(
                Stream.concat(statements.stream(), others.statements.stream()).toList(),
                Stream.concat(managed.stream(), others.managed.stream()).toList());
    }

    static Policies of(String place, JsonNode policies) {
        List<PolicyStatement> statements = new ArrayList<>();
        List<String> managed = new ArrayList<>();
        List<JsonNode> entries = policies.isArray()
                ? policies.valueStream().toList()
                : policies.isMissingNode() ? List.of() : List.of(policies);
        for (JsonNode entry : entries) {
            if (entry.isTextual()) {
                managed.add(entry.asText());
            } else if (entry instanceof ObjectNode document && document.has("Statement")) {
                elements(document.path("Statement")).forEach(statement -> statements.add(statement(place, statement)));
            } else {
                throw new TemplateException(place + ".Policies holds " + entry
                        + ": write its statements out; the lab does not know SAM's policy templates");
            }
        }
        return new Policies(List.copyOf(statements), List.copyOf(managed));
    }

    private static PolicyStatement statement(String place, JsonNode statement) {
        if (!statement.has("Action") || !statement.has("Resource")) {
            throw new TemplateException(
                    place + ".Policies has the statement " + statement + ": write Action and Resource");
        }
        return new PolicyStatement(
                statement.path("Sid").asText(""),
                statement.path("Effect").asText("Deny"),
                elements(statement.path("Action")).stream()
                        .map(JsonNode::asText)
                        .toList(),
                elements(statement.path("Resource")).stream()
                        .map(JsonNode::asText)
                        .toList());
    }

    private static List<JsonNode> elements(JsonNode node) {
        return node.isArray() ? node.valueStream().toList() : List.of(node);
    }
}
