package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrongReplicationTest {

    private static final String READ = "{'TableName':'orders','Key':{'pk':{'S':'a'}},'ConsistentRead':true}";

    private final GlobalTableFixture fixture = new GlobalTableFixture();
    private final String east = fixture.east;
    private final String middle = fixture.middle;
    private final String west = fixture.west;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldReadAnywhereWhatWasWrittenAnywhere() {
        fixture.strong();

        assertThat(fixture.describe(west).path("MultiRegionConsistency").asText())
                .isEqualTo("STRONG");
        fixture.put(east, "a", 1);
        assertThat(fixture.values(west)).isEqualTo(Map.of("a", 1));
        fixture.put(west, "a", 2);
        assertThat(value(middle)).isEqualTo(2);
        fixture.delete(middle, "a");
        assertThat(fixture.values(east)).isEmpty();
        assertThat(fixture.stream(east).findValuesAsText("eventName")).containsExactly("INSERT", "MODIFY", "REMOVE");
    }

    @Test
    void shouldJudgeConditionsByTheNewestWriteOfAnyRegion() {
        fixture.strong();
        fixture.put(east, "a", 1);

        assertThat(
                        fixture.in(west)
                                .error(
                                        "PutItem",
                                        "{'TableName':'orders','Item':{'pk':{'S':'a'}},'ConditionExpression':'attribute_not_exists(pk)'}"))
                .startsWith("ConditionalCheckFailedException");
    }

    @Test
    void shouldCountEveryIncrementOfRacingRegionsOnce() throws Exception {
        fixture.strong();
        fixture.put(east, "a", 0);
        AtomicInteger succeeded = new AtomicInteger();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int writer = 0; writer < 6; writer++) {
                String region = List.of(east, middle, west).get(writer % 3);
                writers.add(threads.submit(() -> {
                    for (int attempt = 0; attempt < 15; attempt++) {
                        int seen = value(region);
                        if (compareAndSet(region, seen, seen + 1)) {
                            succeeded.incrementAndGet();
                        }
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        assertThat(succeeded.get()).isPositive();
        assertThat(List.of(value(east), value(middle), value(west))).containsOnly(succeeded.get());
    }

    /** Only while both are under way: the same item in one Region, or another item, is written as ever. */
    @Test
    void shouldRefuseAWriteOfAnItemThatAnotherRegionIsWriting() {
        GlobalTable table = new GlobalTable(true);
        ItemKey key = new ItemKey("a");

        assertThat(table.beginWrite(key, east)).isTrue();
        assertThat(table.beginWrite(key, east)).isTrue();
        assertThat(table.beginWrite(key, west)).isFalse();
        assertThat(table.beginWrite(new ItemKey("b"), west)).isTrue();
        table.endWrite(key);
        assertThat(table.beginWrite(key, west)).isFalse();
        table.endWrite(key);
        assertThat(table.beginWrite(key, west)).isTrue();
        assertThat(table.beginWrite(key, east)).isFalse();
    }

    @Test
    void shouldTellClientsOfAConflictAndLetTheNextWriteThrough() throws Exception {
        fixture.strong();
        Table table = ((DynamoDbService) fixture.plane.service())
                .region(east)
                .table("orders")
                .orElseThrow();
        GlobalTable global = table.globalTable().orElseThrow();
        ItemKey key = Target.of(table, WireJson.parse("{\"pk\":{\"S\":\"a\"}}".getBytes(StandardCharsets.UTF_8)))
                .orElseThrow()
                .key();
        assertThat(global.beginWrite(key, east)).isTrue();

        assertThat(fixture.in(west).error("PutItem", "{'TableName':'orders','Item':{'pk':{'S':'a'}}}"))
                .startsWith("ReplicatedWriteConflictException");
        fixture.put(west, "b", 1);
        fixture.put(east, "a", 1);
        global.endWrite(key);

        fixture.put(west, "a", 2);
        assertThat(fixture.values(east)).isEqualTo(Map.of("a", 2, "b", 1));
    }

    @Test
    void shouldNeitherWriteNorReadStronglyInARegionThatReachesNoOther() {
        fixture.strong();
        fixture.put(east, "a", 1);
        fixture.replication.isolate(east);

        assertThat(fixture.in(east).error("PutItem", "{'TableName':'orders','Item':{'pk':{'S':'a'}}}"))
                .startsWith("InternalServerError");
        assertThat(fixture.in(east).error("GetItem", READ)).startsWith("InternalServerError");
        assertThat(fixture.in(east).error("Scan", "{'TableName':'orders','ConsistentRead':true}"))
                .startsWith("InternalServerError");
        assertThat(fixture.in(east)
                        .error(
                                "BatchGetItem",
                                "{'RequestItems':{'orders':{'ConsistentRead':true,'Keys':[{'pk':{'S':'a'}}]}}}"))
                .startsWith("InternalServerError");
    }

    @Test
    void shouldReadWhatIsOldEventuallyWhileCutOffAndTheNewestAfter() {
        fixture.strong();
        fixture.put(east, "a", 1);
        fixture.replication.isolate(west);
        fixture.put(east, "a", 2);
        assertThat(value(middle)).isEqualTo(2);
        String eventually = "{'TableName':'orders','Key':{'pk':{'S':'a'}}}";
        assertThat(fixture.in(west).ok("GetItem", eventually).at("/Item/v/N").asInt())
                .isEqualTo(1);
        assertThat(fixture.replication.link(east, west).backlogChanges()).isEqualTo(1);

        fixture.replication.rejoin(west);

        assertThat(value(west)).isEqualTo(2);
        assertThat(fixture.stream(west).findValuesAsText("eventName")).containsExactly("INSERT", "MODIFY");
    }

    @Test
    void shouldCatchUpByItselfWhenARegionIsBack() {
        fixture.strong();
        fixture.replication.isolate(west);
        fixture.put(east, "a", 1);
        fixture.replication.rejoin(west);

        fixture.deliver();

        assertThat(fixture.replication.link(east, west).backlogChanges()).isZero();
        assertThat(fixture.in(west)
                        .ok("GetItem", "{'TableName':'orders','Key':{'pk':{'S':'a'}}}")
                        .at("/Item/v/N")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldGoOnByWayOfTheThirdRegionWhenTwoAreCutOffFromEachOther() {
        fixture.strong();
        fixture.replication.cut(east, west);
        fixture.put(east, "a", 1);

        assertThat(value(west)).isEqualTo(1);
        assertThat(compareAndSet(west, 1, 2)).isTrue();
        assertThat(value(east)).isEqualTo(2);
    }

    @Test
    void shouldRefuseTransactionsAndTimeToLive() {
        fixture.strong();

        assertThat(fixture.in(east)
                        .error(
                                "TransactWriteItems",
                                "{'TransactItems':[{'Put':{'TableName':'orders','Item':{'pk':{'S':'a'}}}}]}"))
                .startsWith("ValidationException")
                .contains("multi-Region strong consistency");
        assertThat(fixture.in(east)
                        .error(
                                "TransactGetItems",
                                "{'TransactItems':[{'Get':{'TableName':'orders','Key':{'pk':{'S':'a'}}}}]}"))
                .startsWith("ValidationException");
        assertThat(
                        fixture.in(west)
                                .error(
                                        "UpdateTimeToLive",
                                        "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'e'}}"))
                .startsWith("ValidationException");
        assertThat(fixture.in(west).error("ExecuteStatement", "{'Statement':'INSERT INTO orders VALUE {`pk`:`a`}'}"))
                .startsWith("ValidationException");
        assertThat(fixture.values(east)).isEmpty();
    }

    @Test
    void shouldTakeAnEmptyTableInExactlyThreeRegionsOnly() {
        fixture.table();
        assertThat(fixture.in(east).error("UpdateTable", fixture.replicaUpdate("STRONG", "Create", middle)))
                .contains("exactly three Regions");
        fixture.put(east, "a", 1);
        assertThat(fixture.in(east).error("UpdateTable", fixture.replicaUpdate("STRONG", "Create", middle, west)))
                .contains("must be empty");
        fixture.delete(east, "a");
        fixture.in(east)
                .ok(
                        "UpdateTimeToLive",
                        "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'e'}}");
        assertThat(fixture.in(east).error("UpdateTable", fixture.replicaUpdate("STRONG", "Create", middle, west)))
                .contains("Time to Live");
    }

    @Test
    void shouldRefuseLocalIndexes() {
        fixture.in(east)
                .ok(
                        "CreateTable",
                        "{'TableName':'orders','BillingMode':'PAY_PER_REQUEST',"
                                + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},"
                                + "{'AttributeName':'sk','AttributeType':'S'},{'AttributeName':'l','AttributeType':'S'}],"
                                + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'}],"
                                + "'LocalSecondaryIndexes':[{'IndexName':'local','Projection':{'ProjectionType':'ALL'},"
                                + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'l','KeyType':'RANGE'}]}]}");
        fixture.time.advance(Duration.ofMinutes(1));

        assertThat(fixture.in(east).error("UpdateTable", fixture.replicaUpdate("STRONG", "Create", middle, west)))
                .contains("local secondary indexes");
    }

    @Test
    void shouldDeleteOnlyAfterAllOtherReplicasAreGone() {
        fixture.strong();
        assertThat(fixture.in(east).error("DeleteTable", "{'TableName':'orders'}"))
                .startsWith("ValidationException");
        assertThat(fixture.in(east).error("UpdateTable", fixture.replicaUpdate("", "Delete", west)))
                .startsWith("ValidationException");

        fixture.in(east).ok("UpdateTable", fixture.replicaUpdate("", "Delete", west, middle));
        fixture.time.advance(Duration.ofMinutes(1));

        fixture.put(east, "a", 1);
        fixture.in(east).ok("DeleteTable", "{'TableName':'orders'}");
        assertThat(fixture.in(west).error("DescribeTable", "{'TableName':'orders'}"))
                .startsWith("ResourceNotFoundException");
    }

    private int value(String region) {
        return fixture.in(region).ok("GetItem", READ).at("/Item/v/N").asInt();
    }

    private boolean compareAndSet(String region, int expected, int value) {
        String request = "{'TableName':'orders','Key':{'pk':{'S':'a'}},'UpdateExpression':'SET v = :new',"
                + "'ConditionExpression':'v = :seen','ExpressionAttributeValues':{':new':{'N':'" + value
                + "'},':seen':{'N':'" + expected + "'}}}";
        return fixture.in(region).send("UpdateItem", request).status() == 200;
    }
}
