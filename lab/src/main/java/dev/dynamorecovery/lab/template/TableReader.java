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
 * Reads {@code AWS::DynamoDB::GlobalTable} and {@code AWS::DynamoDB::Table}, as a
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
    private static final Set<String> OF_GLOBAL_TABLE = Set.of("Replicas", "MultiRegionConsistency");
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
                new Properties(logicalId, scope.properties(logicalId)).only(with(OF_TABLE, OF_GLOBAL_TABLE), Set.of());
        List<Properties> replicas = properties.find("Replicas").stream()
                .flatMap(JsonNode::valueStream)
                .map(replica -> replica(logicalId, replica))
                .toList();
        Properties own = replicas.stream()
                .filter(this::isHere)
                .findFirst()
                .orElseThrow(() -> new TemplateException("property " + logicalId + ".Replicas has none in the stack's"
                        + " Region " + scope.stack().region() + ": add it, or give the table a condition"));
        List<ReplicaDefinition> others = replicas.stream()
                .filter(replica -> !isHere(replica))
                .map(TableReader::other)
                .toList();
        String consistency =
                properties.find("MultiRegionConsistency").map(JsonNode::asText).orElse("EVENTUAL");
        if (consistency.equals("EVENTUAL")
                && !others.isEmpty()
                && properties.find("StreamSpecification").isEmpty()) {
            throw new TemplateException("property " + logicalId
                    + ".StreamSpecification is missing: a global table replicates by its stream");
        }
        return read(logicalId, properties, own, others, consistency);
    }

    TableDefinition readSingle(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId)).only(OF_TABLE, OF_REPLICA);
        return read(logicalId, properties, properties, List.of(), "EVENTUAL");
    }

    /** @param replica the properties of the table in the stack's Region */
    private TableDefinition read(
            String logicalId,
            Properties properties,
            Properties replica,
            List<ReplicaDefinition> otherReplicas,
            String consistency) {
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
            Optional.ofNullable(encryption.get("KMSMasterKeyId"))
                    .ifPresent(key -> specification.set("KMSMasterKeyId", key));
            createTable.set("SSESpecification", specification);
        });
        // A global table says for each replica with which key it is encrypted.
        if (properties != replica && createTable.path("SSESpecification") instanceof ObjectNode specification) {
            key(replica).ifPresent(key -> specification.put("KMSMasterKeyId", key));
        }
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
                tags(replica),
                otherReplicas,
                consistency);
    }

    private static Properties replica(String logicalId, JsonNode replica) {
        if (!(replica instanceof ObjectNode object)) {
            throw new TemplateException("property " + logicalId + ".Replicas has an entry that is no mapping");
        }
        return new Properties(logicalId + ".Replicas", object)
                .only(
                        with(OF_REPLICA, Set.of("Region", "SSESpecification")),
                        Set.of("ContributorInsightsSpecification"));
    }

    private boolean isHere(Properties replica) {
        return replica.text("Region").equals(scope.stack().region());
    }

    private static ReplicaDefinition other(Properties replica) {
        return new ReplicaDefinition(
                replica.text("Region"),
                replica.find("DeletionProtectionEnabled").isPresent() && replica.flag("DeletionProtectionEnabled"),
                replica.find("TableClass").map(JsonNode::asText),
                replica.find("ResourcePolicy")
                        .map(policy -> policy.path("PolicyDocument").toString()),
                key(replica),
                object(replica, "PointInTimeRecoverySpecification"),
                tags(replica));
    }

    private static Optional<String> key(Properties replica) {
        Properties encryption = replica.object("SSESpecification").only(Set.of("KMSMasterKeyId"), Set.of());
        return encryption.find("KMSMasterKeyId").map(JsonNode::asText);
    }

    private static Set<String> with(Set<String> names, Set<String> more) {
        return Stream.concat(names.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
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
