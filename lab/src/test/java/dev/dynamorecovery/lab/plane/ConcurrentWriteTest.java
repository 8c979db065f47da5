package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Writers that race for the same few items: the log has to end, and to have gone, the way of the engine. */
class ConcurrentWriteTest {

    private static final int WRITERS = 8;
    private static final int WRITES_EACH = 60;

    @Test
    void shouldLogRacingWritesInTheOrderOfTheEngine() throws Exception {
        try (PlaneFixture fixture = new PlaneFixture();
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            fixture.table(
                    "orders", "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'},");
            fixture.protect("orders");
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Random random = new Random(writer);
                writers.add(threads.submit(() -> {
                    for (int write = 0; write < WRITES_EACH; write++) {
                        write(fixture, random);
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            var end = fixture.time.now();
            fixture.time.advance(Duration.ofHours(1));
            fixture.restore("orders", "restored", end);

            assertThat(fixture.values("restored")).isEqualTo(fixture.values("orders"));
            assertChained(fixture);
        }
    }

    private static void write(PlaneFixture fixture, Random random) {
        String key = "k" + random.nextInt(3);
        String other = "k" + (3 + random.nextInt(2));
        int value = random.nextInt(1000);
        String update = "'UpdateExpression':'SET v = :v','ExpressionAttributeValues':{':v':{'N':'" + value + "'}}";
        switch (random.nextInt(6)) {
            case 0 -> fixture.put("orders", key, value);
            case 1 ->
                fixture.client.ok(
                        "UpdateItem", "{'TableName':'orders','Key':{'pk':{'S':'" + key + "'}}," + update + "}");
            case 2 -> fixture.client.ok("DeleteItem", "{'TableName':'orders','Key':{'pk':{'S':'" + key + "'}}}");
            case 3 ->
                fixture.client.ok(
                        "BatchWriteItem",
                        "{'RequestItems':{'orders':[{'PutRequest':{'Item':{'pk':{'S':'" + other + "'},'v':{'N':'"
                                + value + "'}}}},{'DeleteRequest':{'Key':{'pk':{'S':'" + key + "'}}}}]}}");
            case 4 ->
                fixture.client.ok(
                        "TransactWriteItems",
                        "{'TransactItems':[{'Update':{'TableName':'orders','Key':{'pk':{'S':'" + key + "'}}," + update
                                + "}},{'Put':{'TableName':'orders','Item':{'pk':{'S':'" + other + "'},'v':{'N':'"
                                + value
                                + "'}}}}]}");
            default ->
                fixture.client.send(
                        "ExecuteStatement", "{'Statement':'UPDATE orders SET v=" + value + " WHERE pk=`" + key + "`'}");
        }
    }

    /** Each old image is the new image of the change before it. */
    private static void assertChained(PlaneFixture fixture) {
        String arn = fixture.describe("orders").path("LatestStreamArn").asText();
        String shard = fixture.client
                .ok("DescribeStream", "{'StreamArn':'" + arn + "'}")
                .at("/StreamDescription/Shards/0/ShardId")
                .asText();
        String iterator = fixture.client
                .ok(
                        "GetShardIterator",
                        "{'StreamArn':'" + arn + "','ShardId':'" + shard + "','ShardIteratorType':'TRIM_HORIZON'}")
                .path("ShardIterator")
                .asText();
        JsonNode records = fixture.client
                .ok("GetRecords", "{'ShardIterator':'" + iterator + "'}")
                .path("Records");
        Map<JsonNode, JsonNode> images = new HashMap<>();
        assertThat(records).hasSizeGreaterThan(WRITERS * WRITES_EACH / 2);
        for (JsonNode record : records) {
            JsonNode data = record.path("dynamodb");
            JsonNode before = images.put(data.path("Keys"), data.path("NewImage"));
            assertThat(data.path("OldImage")).isEqualTo(before == null ? data.path("absent") : before);
        }
    }
}
