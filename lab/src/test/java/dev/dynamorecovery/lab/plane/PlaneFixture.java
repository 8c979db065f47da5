package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A plane under a virtual clock, in a Region of its own. */
final class PlaneFixture implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final AtomicInteger REGIONS = new AtomicInteger();

    final VirtualLabTime time = new VirtualLabTime(START);
    final RecoveryPlane plane;
    final PlaneClient client;
    final String region = "test-region-" + REGIONS.incrementAndGet();

    PlaneFixture() {
        this(new SharedEngine());
    }

    PlaneFixture(ItemEngine engine) {
        this.plane = RecoveryPlane.over(time, engine);
        this.client = new PlaneClient(plane, region);
    }

    @Override
    public void close() {
        plane.close();
    }

    /** An on-demand table with a string partition key {@code pk}, active. */
    void table(String name) {
        table(name, "");
    }

    /** With more members of CreateTable, each followed by a comma. */
    void table(String name, String members) {
        client.ok(
                "CreateTable",
                "{'TableName':'" + name + "'," + members
                        + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"
                        + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'BillingMode':'PAY_PER_REQUEST'}");
        time.advance(Duration.ofMinutes(1));
    }

    void protect(String table) {
        client.ok(
                "UpdateContinuousBackups",
                "{'TableName':'" + table + "','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}}");
    }

    void put(String table, String key, int value) {
        client.ok(
                "PutItem", "{'TableName':'" + table + "','Item':{'pk':{'S':'" + key + "'},'v':{'N':'" + value + "'}}}");
    }

    /** Restores and waits until the new table takes data. */
    void restore(String source, String target, Instant instant) {
        client.ok(
                "RestoreTableToPointInTime",
                "{'SourceTableName':'" + source + "','TargetTableName':'" + target + "','RestoreDateTime':"
                        + WireJson.epochSeconds(instant) + "}");
        awaitRestores();
    }

    void awaitRestores() {
        try {
            plane.awaitRestores();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        time.advance(Duration.ofMinutes(10));
    }

    /** What a table holds: the {@code v} of each {@code pk}. */
    Map<String, Integer> values(String table) {
        TreeMap<String, Integer> values = new TreeMap<>();
        JsonNode items = client.ok("Scan", "{'TableName':'" + table + "','ConsistentRead':true}")
                .path("Items");
        items.forEach(item -> values.put(
                item.path("pk").path("S").asText(), item.path("v").path("N").asInt()));
        return values;
    }

    ObjectNode describe(String table) {
        return (ObjectNode)
                client.ok("DescribeTable", "{'TableName':'" + table + "'}").path("Table");
    }

    /** What the engine behind the plane answers. */
    String engineAnswer(String operation, String json) {
        try {
            byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            return new String(new SharedEngine().call(region, operation, body).body(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    String arn(String table) {
        return "arn:aws:dynamodb:" + region + ":123456789012:table/" + table;
    }
}
