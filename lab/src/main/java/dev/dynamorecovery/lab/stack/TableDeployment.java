package dev.dynamorecovery.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.template.ReplicaDefinition;
import dev.dynamorecovery.lab.template.TableDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the template's tables as CloudFormation does: by DynamoDB's own API, waiting until each is active. */
public final class TableDeployment {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long POLL_MILLIS = 10;

    private final LabService dynamoDb;
    private final String region;

    public TableDeployment(LabService dynamoDb, String region) {
        this.dynamoDb = dynamoDb;
        this.region = region;
    }

    /** Makes all tables, then gives each the settings that only an active table takes. */
    public void create(List<TableDefinition> tables) throws IOException, InterruptedException {
        for (TableDefinition table : tables) {
            call(region, "CreateTable", withTags(table));
        }
        for (TableDefinition table : tables) {
            awaitActive(region, table.name());
            if (table.timeToLive().isPresent()) {
                set(
                        table,
                        "UpdateTimeToLive",
                        "TimeToLiveSpecification",
                        table.timeToLive().get());
            }
            if (table.pointInTimeRecovery().isPresent()) {
                set(
                        table,
                        "UpdateContinuousBackups",
                        "PointInTimeRecoverySpecification",
                        table.pointInTimeRecovery().get());
            }
        }
        for (TableDefinition table : tables) {
            if (!table.otherReplicas().isEmpty()) {
                replicate(table);
            }
        }
    }

    /** The label of a table's stream here; empty when there is no such table, or it has no stream. */
    public Optional<String> streamLabel(String table) throws IOException, InterruptedException {
        JsonNode tables = call(region, "ListTables", JSON.createObjectNode()).path("TableNames");
        boolean exists = tables.valueStream().anyMatch(name -> name.asText().equals(table));
        if (!exists) {
            return Optional.empty();
        }
        JsonNode label = call(region, "DescribeTable", named(table)).at("/Table/LatestStreamLabel");
        return label.isTextual() ? Optional.of(label.textValue()) : Optional.empty();
    }

    /** The ARN of each table's stream, by the table's name. */
    public Map<String, String> streamArns(List<TableDefinition> tables) throws IOException, InterruptedException {
        Map<String, String> arns = new LinkedHashMap<>();
        for (TableDefinition table : tables) {
            JsonNode arn = call(region, "DescribeTable", named(table.name())).at("/Table/LatestStreamArn");
            if (arn.isTextual()) {
                arns.put(table.name(), arn.textValue());
            }
        }
        return arns;
    }

    private static ObjectNode withTags(TableDefinition table) {
        ObjectNode request = table.createTable().deepCopy();
        tags(request, table.tags());
        return request;
    }

    /** Makes the replicas in the other Regions, then gives each what it has of its own. */
    private void replicate(TableDefinition table) throws IOException, InterruptedException {
        ObjectNode request = named(table.name()).put("MultiRegionConsistency", table.multiRegionConsistency());
        ArrayNode updates = request.putArray("ReplicaUpdates");
        for (ReplicaDefinition replica : table.otherReplicas()) {
            ObjectNode create = updates.addObject().putObject("Create").put("RegionName", replica.region());
            replica.tableClass().ifPresent(name -> create.put("TableClassOverride", name));
            replica.key().ifPresent(key -> create.put("KMSMasterKeyId", key));
        }
        call(region, "UpdateTable", request);
        awaitActive(region, table.name());
        for (ReplicaDefinition replica : table.otherReplicas()) {
            awaitActive(replica.region(), table.name());
            configure(table, replica);
        }
    }

    private void configure(TableDefinition table, ReplicaDefinition replica) throws IOException, InterruptedException {
        String arn = call(replica.region(), "DescribeTable", named(table.name()))
                .at("/Table/TableArn")
                .asText();
        if (!replica.tags().isEmpty()) {
            ObjectNode request = JSON.createObjectNode().put("ResourceArn", arn);
            tags(request, replica.tags());
            call(replica.region(), "TagResource", request);
        }
        if (replica.resourcePolicy().isPresent()) {
            call(
                    replica.region(),
                    "PutResourcePolicy",
                    JSON.createObjectNode()
                            .put("ResourceArn", arn)
                            .put("Policy", replica.resourcePolicy().get()));
        }
        if (replica.pointInTimeRecovery().isPresent()) {
            ObjectNode request = named(table.name());
            request.set(
                    "PointInTimeRecoverySpecification",
                    replica.pointInTimeRecovery().get());
            call(replica.region(), "UpdateContinuousBackups", request);
        }
        if (replica.deletionProtection()) {
            call(replica.region(), "UpdateTable", named(table.name()).put("DeletionProtectionEnabled", true));
            awaitActive(replica.region(), table.name());
        }
    }

    private static ObjectNode named(String table) {
        return JSON.createObjectNode().put("TableName", table);
    }

    private static void tags(ObjectNode request, Map<String, String> tags) {
        ArrayNode list = request.putArray("Tags");
        tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    }

    private void set(TableDefinition table, String operation, String member, ObjectNode specification)
            throws IOException, InterruptedException {
        call(region, operation, named(table.name()).set(member, specification));
    }

    private void awaitActive(String where, String table) throws IOException, InterruptedException {
        while (!call(where, "DescribeTable", named(table))
                .at("/Table/TableStatus")
                .asText()
                .equals("ACTIVE")) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private JsonNode call(String where, String operation, JsonNode request) throws IOException, InterruptedException {
        LabResponse response = dynamoDb.handle(new LabRequest(
                where,
                "LABSTACK",
                "POST",
                "/",
                "",
                Map.of("x-amz-target", List.of("DynamoDB_20120810." + operation)),
                JSON.writeValueAsBytes(request)));
        if (response.status() != 200) {
            throw new IllegalStateException(
                    operation + " of the template was refused: " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(response.body());
    }
}
