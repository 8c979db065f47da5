package dev.dynamorecovery.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.template.TableDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
            call("CreateTable", withTags(table));
        }
        for (TableDefinition table : tables) {
            awaitActive(table.name());
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
    }

    /** The ARN of each table's stream, by the table's name. */
    public Map<String, String> streamArns(List<TableDefinition> tables) throws IOException, InterruptedException {
        Map<String, String> arns = new LinkedHashMap<>();
        for (TableDefinition table : tables) {
            JsonNode arn = call("DescribeTable", JSON.createObjectNode().put("TableName", table.name()))
                    .path("Table")
                    .path("LatestStreamArn");
            if (arn.isTextual()) {
                arns.put(table.name(), arn.textValue());
            }
        }
        return arns;
    }

    private static ObjectNode withTags(TableDefinition table) {
        ObjectNode request = table.createTable().deepCopy();
        ArrayNode tags = request.putArray("Tags");
        table.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return request;
    }

    private void set(TableDefinition table, String operation, String member, ObjectNode specification)
            throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode().put("TableName", table.name());
        call(operation, request.set(member, specification));
    }

    private void awaitActive(String table) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode().put("TableName", table);
        while (!call("DescribeTable", request)
                .path("Table")
                .path("TableStatus")
                .asText()
                .equals("ACTIVE")) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private JsonNode call(String operation, JsonNode request) throws IOException, InterruptedException {
        LabResponse response = dynamoDb.handle(new LabRequest(
                region,
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
