package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code AWS::DynamoDB::GlobalTable} (the replica in the stack's Region) and {@code AWS::DynamoDB::Table}, as a
 * CreateTable request and what follows it.
 */
final class TableReader {

    private static final Set<String> OF_TABLE = Set.of(
            "TableName",
            "AttributeDefinitions",
            "KeySchema",
            "BillingMode",
            "GlobalSecondaryIndexes",
            "LocalSecondaryIndexes",
            "StreamSpecification",
            "SSESpecification",
            "TimeToLiveSpecification");
    /** What a global table has in each Region, and a table of one Region has itself. */
    private static final Set<String> OF_REPLICA = Set.of(
            "PointInTimeRecoverySpecification", "DeletionProtectionEnabled", "ResourcePolicy", "TableClass", "Tags");

    private static final List<String> AS_IS = List.of(
            "AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes", "LocalSecondaryIndexes");

    private final StackScope scope;

    TableReader(StackScope scope) {
        this.scope = scope;
    }

    TableDefinition readGlobal(String logicalId) {
        Properties properties =
                new Properties(logicalId, scope.properties(logicalId)).only(with(OF_TABLE, "Replicas"), Set.of());
        return read(logicalId, properties, replica(logicalId, properties));
    }

    TableDefinition readSingle(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId)).only(OF_TABLE, OF_REPLICA);
        return read(logicalId, properties, properties);
    }

    /** @param replica the properties of the table in the stack's Region */
    private TableDefinition read(String logicalId, Properties properties, Properties replica) {
        ObjectNode createTable = properties.json().objectNode();
        createTable.put("TableName", scope.physicalName(logicalId));
        AS_IS.forEach(name -> properties.find(name).ifPresent(value -> createTable.set(name, value)));
        if (!"PAY_PER_REQUEST".equals(createTable.path("BillingMode").asText())) {
            throw new TemplateException("property " + logicalId + ".BillingMode is "
                    + createTable.path("BillingMode").asText("missing")
                    + ": the lab creates tables with PAY_PER_REQUEST only");
        }
        properties.find("StreamSpecification").ifPresent(stream -> {
            ObjectNode enabled = stream.deepCopy();
            createTable.set("StreamSpecification", enabled.put("StreamEnabled", true));
        });
        properties.find("SSESpecification").ifPresent(encryption -> {
            ObjectNode specification = createTable.objectNode();
            specification.put("Enabled", encryption.path("SSEEnabled").asBoolean());
            Optional.ofNullable(encryption.get("SSEType")).ifPresent(type -> specification.set("SSEType", type));
            createTable.set("SSESpecification", specification);
        });
        if (replica.find("DeletionProtectionEnabled").isPresent()) {
            createTable.put("DeletionProtectionEnabled", replica.flag("DeletionProtectionEnabled"));
        }
        replica.find("TableClass").ifPresent(value -> createTable.set("TableClass", value));
        replica.find("ResourcePolicy")
                .ifPresent(policy -> createTable.put(
                        "ResourcePolicy", policy.path("PolicyDocument").toString()));
        return new TableDefinition(
                logicalId,
                scope.physicalName(logicalId),
                scope.arn(logicalId),
                createTable,
                object(properties, "TimeToLiveSpecification"),
                object(replica, "PointInTimeRecoverySpecification"),
                tags(replica));
    }

    private Properties replica(String logicalId, Properties properties) {
        List<JsonNode> replicas = properties.find("Replicas").stream()
                .flatMap(JsonNode::valueStream)
                .toList();
        if (replicas.size() != 1
                || !(replicas.getFirst() instanceof ObjectNode replica)
                || !replica.path("Region").asText().equals(scope.stack().region())) {
            throw new TemplateException("property " + logicalId + ".Replicas has " + replicas.size()
                    + " entries: the lab runs exactly one, in the stack's Region "
                    + scope.stack().region());
        }
        return new Properties(logicalId + ".Replicas", replica).only(with(OF_REPLICA, "Region"), Set.of());
    }

    private static Set<String> with(Set<String> names, String another) {
        return Stream.concat(names.stream(), Stream.of(another)).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<ObjectNode> object(Properties properties, String name) {
        return properties.find(name).map(node -> properties.object(name).json());
    }

    private static Map<String, String> tags(Properties replica) {
        Map<String, String> tags = new LinkedHashMap<>();
        replica.find("Tags")
                .ifPresent(list -> list.forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText())));
        return tags;
    }
}
