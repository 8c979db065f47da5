package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventualReplicationTest {

    private final GlobalTableFixture fixture = new GlobalTableFixture();
    private final String east = fixture.east;
    private final String middle = fixture.middle;
    private final String west = fixture.west;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldDescribeTheReplicasOfTheOtherRegions() {
        fixture.eventual(middle, west);

        JsonNode table = fixture.describe(middle);

        assertThat(table.path("GlobalTableVersion").asText()).isEqualTo("2019.11.21");
        assertThat(table.path("MultiRegionConsistency").asText()).isEqualTo("EVENTUAL");
        assertThat(table.path("Replicas").findValuesAsText("RegionName")).containsExactlyInAnyOrder(east, west);
        assertThat(table.path("Replicas").findValuesAsText("ReplicaStatus")).containsOnly("ACTIVE");
        assertThat(table.path("TableArn").asText()).contains(middle);
    }

    @Test
    void shouldShowNoReplicasOfATableOfOneRegion() {
        fixture.table();

        assertThat(fixture.describe(east).has("Replicas")).isFalse();
        assertThat(fixture.describe(east).has("GlobalTableVersion")).isFalse();
    }

    @Test
    void shouldDeliverAWriteOnceItHasBeenOnItsWayForTheLag() {
        fixture.eventual(middle);
        fixture.replication.lag(east, middle, Duration.ofSeconds(2));

        fixture.put(east, "a", 1);
        fixture.time.advance(Duration.ofMillis(1_999));
        fixture.deliver();
        assertThat(fixture.values(middle)).isEmpty();
        assertThat(fixture.replication.link(east, middle).backlogChanges()).isEqualTo(1);

        fixture.time.advance(Duration.ofMillis(1));
        fixture.deliver();
        assertThat(fixture.values(middle)).isEqualTo(Map.of("a", 1));
        assertThat(fixture.replication.link(east, middle).backlogChanges()).isZero();
    }

    @Test
    void shouldKeepTheLaterWriteInBothRegions() {
        fixture.eventual(middle);
        fixture.put(middle, "a", 1);
        fixture.time.advance(Duration.ofMillis(1));
        fixture.put(east, "a", 2);

        fixture.settle();

        assertThat(fixture.values(east)).isEqualTo(Map.of("a", 2));
        assertThat(fixture.values(middle)).isEqualTo(Map.of("a", 2));
    }

    @Test
    void shouldSettleWritesOfTheSameInstantByTheRegionsName() {
        fixture.eventual(middle);
        fixture.put(east, "a", 1);
        fixture.put(middle, "a", 2);

        fixture.settle();

        assertThat(fixture.values(east)).isEqualTo(Map.of("a", 2));
        assertThat(fixture.values(middle)).isEqualTo(Map.of("a", 2));
    }

    @Test
    void shouldLetAWriteWinOverWhatItsRegionHadSeenThoughTheClockStoodStill() {
        fixture.eventual(middle);
        fixture.replication.lag(middle, east, Duration.ZERO);
        fixture.put(middle, "a", 1);
        fixture.deliver();
        fixture.put(east, "a", 2);

        fixture.settle();

        assertThat(fixture.values(middle)).isEqualTo(Map.of("a", 2));
    }

    @Test
    void shouldReplicateDeletionsAndLetThemWinOverOlderWrites() {
        fixture.eventual(middle);
        fixture.put(east, "a", 1);
        fixture.settle();
        fixture.put(middle, "a", 2);
        fixture.time.advance(Duration.ofMillis(1));
        fixture.delete(east, "a");

        fixture.settle();

        assertThat(fixture.values(east)).isEmpty();
        assertThat(fixture.values(middle)).isEmpty();
    }

    @Test
    void shouldTellAReplicatedWriteOnceInEachStreamAndSendItNoFurther() {
        fixture.eventual(middle, west);
        List<ReplicationLatency> told = new ArrayList<>();
        fixture.replication.observe(told::add);
        fixture.put(east, "a", 1);

        fixture.settle();
        fixture.settle();

        assertThat(told).extracting(ReplicationLatency::source).containsExactly(east, east);

        for (String region : List.of(east, middle, west)) {
            JsonNode records = fixture.stream(region);
            assertThat(records.findValuesAsText("eventName")).containsExactly("INSERT");
            assertThat(records.at("/0/awsRegion").asText()).isEqualTo(region);
            assertThat(records.at("/0").has("userIdentity")).isFalse();
        }
        assertThat(fixture.replication.link(middle, west).backlogChanges()).isZero();
    }

    @Test
    void shouldHoldBackOneWayWhilePausedAndDeliverAllOfItAfter() {
        fixture.eventual(middle);
        fixture.replication.pause(east, middle);
        fixture.put(east, "a", 1);
        fixture.put(middle, "b", 2);
        fixture.settle();
        assertThat(fixture.values(middle)).isEqualTo(Map.of("b", 2));
        assertThat(fixture.values(east)).isEqualTo(Map.of("a", 1, "b", 2));

        fixture.replication.resume(east, middle);
        fixture.deliver();

        assertThat(fixture.values(middle)).isEqualTo(Map.of("a", 1, "b", 2));
    }

    @Test
    void shouldCutTwoRegionsOffFromEachOtherOnly() {
        fixture.eventual(middle, west);
        fixture.replication.cut(east, middle);
        fixture.put(east, "a", 1);
        fixture.put(middle, "b", 2);
        fixture.settle();
        assertThat(fixture.values(east)).isEqualTo(Map.of("a", 1));
        assertThat(fixture.values(middle)).isEqualTo(Map.of("b", 2));
        assertThat(fixture.values(west)).isEqualTo(Map.of("a", 1, "b", 2));

        fixture.replication.heal(middle, east);
        fixture.deliver();

        assertThat(fixture.values(east)).isEqualTo(fixture.values(middle)).hasSize(2);
    }

    @Test
    void shouldDeliverWhatALostRegionHadNotReplicatedWhenItReturnsAndDropWhatIsOlder() {
        fixture.eventual(middle);
        fixture.put(east, "kept", 1);
        fixture.put(east, "overwritten", 1);
        fixture.replication.isolate(east);
        fixture.settle();
        assertThat(fixture.values(middle)).isEmpty();
        fixture.put(middle, "overwritten", 2);

        fixture.replication.rejoin(east);
        fixture.settle();

        assertThat(fixture.values(east)).isEqualTo(Map.of("kept", 1, "overwritten", 2));
        assertThat(fixture.values(middle)).isEqualTo(fixture.values(east));
        // The lost write shows nowhere in the Region that won.
        assertThat(fixture.stream(middle)).hasSize(2);
    }

    @Test
    void shouldExpireAnItemInTheRegionThatWroteItAndReplicateTheDeletion() throws IOException {
        fixture.eventual(middle);
        fixture.in(middle)
                .ok(
                        "UpdateTimeToLive",
                        "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'expires'}}");
        long expiry = PlaneFixture.START.getEpochSecond() + 600;
        fixture.in(middle)
                .ok("PutItem", "{'TableName':'orders','Item':{'pk':{'S':'a'},'expires':{'N':'" + expiry + "'}}}");
        fixture.settle();
        fixture.time.advance(Duration.ofHours(1));

        fixture.plane.sweepExpiredItems();
        assertThat(fixture.values(middle)).isEmpty();
        assertThat(fixture.values(east)).hasSize(1);
        fixture.settle();

        assertThat(fixture.values(east)).isEmpty();
        assertThat(fixture.stream(middle).at("/1/userIdentity/PrincipalId").asText())
                .isEqualTo("dynamodb.amazonaws.com");
        assertThat(fixture.stream(east).at("/1/eventName").asText()).isEqualTo("REMOVE");
        assertThat(fixture.stream(east).at("/1").has("userIdentity")).isFalse();
    }

    @Test
    void shouldExpireItemsOfALostRegionWithoutIt() throws IOException {
        fixture.eventual(middle);
        fixture.in(east)
                .ok(
                        "UpdateTimeToLive",
                        "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'expires'}}");
        long expiry = PlaneFixture.START.getEpochSecond() + 600;
        fixture.in(east)
                .ok("PutItem", "{'TableName':'orders','Item':{'pk':{'S':'a'},'expires':{'N':'" + expiry + "'}}}");
        fixture.settle();
        fixture.time.advance(Duration.ofHours(1));
        fixture.replication.isolate(east);

        fixture.plane.sweepExpiredItems();

        assertThat(fixture.values(middle)).isEmpty();
    }

    @Test
    void shouldGiveANewReplicaTheItemsAndWhatIsStillOnItsWay() {
        fixture.eventual(middle);
        fixture.put(east, "old", 1);
        fixture.put(east, "gone", 1);
        fixture.settle();
        fixture.replication.pause(middle, east);
        fixture.put(middle, "late", 2);
        fixture.put(middle, "gone", 2);
        fixture.time.advance(Duration.ofMillis(1));
        fixture.delete(east, "gone");

        fixture.addReplicas("EVENTUAL", west);
        fixture.settle();
        assertThat(fixture.values(west)).isEqualTo(Map.of("old", 1, "late", 2));
        fixture.replication.resume(middle, east);
        fixture.settle();

        assertThat(fixture.values(east)).isEqualTo(fixture.values(west)).isEqualTo(fixture.values(middle));
    }

    @Test
    void shouldGoOnWithoutAReplicaThatWasDeleted() {
        fixture.eventual(middle, west);
        fixture.in(east).ok("UpdateTable", fixture.replicaUpdate("", "Delete", middle));
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.put(east, "a", 1);
        fixture.settle();

        assertThat(fixture.in(middle).error("DescribeTable", "{'TableName':'orders'}"))
                .startsWith("ResourceNotFoundException");
        assertThat(fixture.values(west)).isEqualTo(Map.of("a", 1));
        assertThat(fixture.describe(east).path("Replicas").findValuesAsText("RegionName"))
                .containsExactly(west);

        fixture.in(west).ok("DeleteTable", "{'TableName':'orders'}");
        assertThat(fixture.describe(east).has("Replicas")).isFalse();
    }

    @Test
    void shouldRefuseAReplicaWhereATableOfTheNameExists() {
        fixture.eventual(middle);

        assertThat(fixture.in(east).error("UpdateTable", fixture.replicaUpdate("EVENTUAL", "Create", middle)))
                .contains("already existed as tables");
        assertThat(fixture.in(east).error("UpdateTable", fixture.replicaUpdate("EVENTUAL", "Create", east)))
                .contains("already existed as tables");
        assertThat(fixture.in(east).error("UpdateTable", fixture.replicaUpdate("STRONG", "Create", west)))
                .contains("cannot be changed");
        assertThat(fixture.in(east).error("UpdateTable", fixture.replicaUpdate("", "Delete", west)))
                .startsWith("ReplicaNotFoundException");
    }

    @Test
    void shouldNotGiveUpTheStreamThatItReplicatesBy() {
        fixture.table("");
        fixture.addReplicas("EVENTUAL", middle);

        assertThat(fixture.describe(east)
                        .at("/StreamSpecification/StreamViewType")
                        .asText())
                .isEqualTo("NEW_AND_OLD_IMAGES");
        assertThat(fixture.in(middle)
                        .error("UpdateTable", "{'TableName':'orders','StreamSpecification':{'StreamEnabled':false}}"))
                .contains("cannot be disabled");
    }

    @Test
    void shouldTellTheLatencyOfWhatArrives() {
        fixture.eventual(middle);
        List<ReplicationLatency> told = new ArrayList<>();
        fixture.replication.observe(told::add);
        assertThat(fixture.replication.latency("orders", east, middle)).isEmpty();

        fixture.put(east, "a", 1);
        fixture.time.advance(Duration.ofMillis(750));
        fixture.deliver();

        assertThat(fixture.replication.latency("orders", east, middle)).contains(told.getFirst());
        assertThat(told.getFirst().latency()).isEqualTo(Duration.ofMillis(750));
        assertThat(told).hasSize(1);
    }
}
