package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A plane with three Regions of its own, under a virtual clock; changes are replicated when a test says so. */
final class GlobalTableFixture implements AutoCloseable {

    static final String TABLE = "orders";
    private static final AtomicInteger FIXTURES = new AtomicInteger();

    final VirtualLabTime time = new VirtualLabTime(PlaneFixture.START);
    final RecoveryPlane plane = RecoveryPlane.over(time, new SharedEngine());
    final Replication replication = plane.replication();
    final String east;
    final String middle;
    final String west;

    GlobalTableFixture() {
        int number = FIXTURES.incrementAndGet();
        east = "global-" + number + "-east";
        middle = "global-" + number + "-middle";
        west = "global-" + number + "-west";
    }

    PlaneClient in(String region) {
        return new PlaneClient(plane, region);
    }

    /** A table of one Region, the east, with a stream; active. */
    void table() {
        table("'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'},");
    }

    /** @param members more members of CreateTable, each followed by a comma */
    void table(String members) {
        in(east).ok(
                        "CreateTable",
                        "{'TableName':'orders'," + members
                                + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"
                                + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'BillingMode':'PAY_PER_REQUEST'}");
        time.advance(Duration.ofMinutes(1));
    }

    /** A global table with eventual consistency in the east and in some more Regions. */
    void eventual(String... others) {
        table();
        addReplicas("EVENTUAL", others);
    }

    /** A global table with strong consistency in all three Regions. */
    void strong() {
        table();
        addReplicas("STRONG", middle, west);
    }

    void addReplicas(String consistency, String... regions) {
        in(east).ok("UpdateTable", replicaUpdate(consistency, "Create", regions));
        time.advance(Duration.ofMinutes(1));
    }

    String replicaUpdate(String consistency, String action, String... regions) {
        List<String> updates = new ArrayList<>();
        for (String region : regions) {
            updates.add("{'" + action + "':{'RegionName':'" + region + "'}}");
        }
        String asked = action.equals("Create") ? "'MultiRegionConsistency':'" + consistency + "'," : "";
        return "{'TableName':'orders'," + asked + "'ReplicaUpdates':[" + String.join(",", updates) + "]}";
    }

    void put(String region, String key, int value) {
        in(region).ok("PutItem", "{'TableName':'orders','Item':{'pk':{'S':'" + key + "'},'v':{'N':'" + value + "'}}}");
    }

    void delete(String region, String key) {
        in(region).ok("DeleteItem", "{'TableName':'orders','Key':{'pk':{'S':'" + key + "'}}}");
    }

    /** What a Region's table holds: the {@code v} of each {@code pk}. */
    Map<String, Integer> values(String region) {
        TreeMap<String, Integer> values = new TreeMap<>();
        in(region)
                .ok("Scan", "{'TableName':'orders','ConsistentRead':true}")
                .path("Items")
                .forEach(item -> values.put(
                        item.path("pk").path("S").asText(),
                        item.path("v").path("N").asInt()));
        return values;
    }

    JsonNode describe(String region) {
        return in(region).ok("DescribeTable", "{'TableName':'orders'}").path("Table");
    }

    void deliver() {
        try {
            replication.deliver();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Lets enough time pass for everything that can arrive, and delivers it. */
    void settle() {
        time.advance(Duration.ofMinutes(1));
        deliver();
    }

    /** All that the table's stream in a Region tells. */
    JsonNode stream(String region) {
        String arn = describe(region).path("LatestStreamArn").asText();
        PlaneClient client = in(region);
        String shard = client.ok("DescribeStream", "{'StreamArn':'" + arn + "'}")
                .at("/StreamDescription/Shards/0/ShardId")
                .asText();
        String iterator = client.ok(
                        "GetShardIterator",
                        "{'StreamArn':'" + arn + "','ShardId':'" + shard + "','ShardIteratorType':'TRIM_HORIZON'}")
                .path("ShardIterator")
                .asText();
        return client.ok("GetRecords", "{'ShardIterator':'" + iterator + "'}").path("Records");
    }

    @Override
    public void close() {
        plane.close();
    }
}
