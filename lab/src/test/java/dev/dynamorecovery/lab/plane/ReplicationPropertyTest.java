package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** For any schedule of writes, lags, pauses and cuts, what the replicas hold in the end, and what they may answer. */
class ReplicationPropertyTest {

    private static final List<String> KEYS = List.of("a", "b", "c");

    /** One thing that happens; Regions by number. */
    sealed interface Step {
        record Put(int region, String key) implements Step {}

        record Delete(int region, String key) implements Step {}

        record Read(int region, String key) implements Step {}

        record Pass(int millis) implements Step {}

        record Deliver() implements Step {}

        record Lag(int from, int to, int millis) implements Step {}

        record Pause(int from, int to, boolean on) implements Step {}

        record Cut(int one, int other, boolean on) implements Step {}

        record Isolate(int region, boolean on) implements Step {}
    }

    /** A write as the model keeps it. */
    private record Written(Instant at, Optional<Integer> value) {}

    @Property(tries = 60, seed = "20261101", shrinking = ShrinkingMode.BOUNDED)
    void shouldHoldTheLastWriteOfAllInEveryReplicaOnceHealed(@ForAll("schedules") List<Step> schedule) {
        try (GlobalTableFixture fixture = new GlobalTableFixture()) {
            List<String> regions = List.of(fixture.east, fixture.middle, fixture.west);
            fixture.eventual(fixture.middle, fixture.west);
            LastWriterWins model = new LastWriterWins();
            int value = 0;
            for (Step step : schedule) {
                value++;
                switch (step) {
                    case Step.Put put -> {
                        // No two writes at one instant: who saw what then decides, which this model does not know.
                        fixture.time.advance(Duration.ofMillis(1));
                        fixture.put(regions.get(put.region()), put.key(), value);
                        model.write(put.key(), fixture.time.now(), Optional.of(value));
                    }
                    case Step.Delete delete -> {
                        fixture.time.advance(Duration.ofMillis(1));
                        String region = regions.get(delete.region());
                        // The deletion of what is not there is no write.
                        if (fixture.values(region).containsKey(delete.key())) {
                            model.write(delete.key(), fixture.time.now(), Optional.empty());
                        }
                        fixture.delete(region, delete.key());
                    }
                    case Step.Read read -> fixture.values(regions.get(read.region()));
                    case Step other -> disturb(fixture, regions, other);
                }
            }
            heal(fixture, regions);

            for (String region : regions) {
                assertThat(fixture.values(region)).as(region).isEqualTo(model.values());
            }
            assertThat(fixture.replication.link(fixture.east, fixture.west).backlogChanges())
                    .isZero();
        }
    }

    @Property(tries = 60, seed = "20261102", shrinking = ShrinkingMode.BOUNDED)
    void shouldAgreeEvenWhereWritesHappenAtTheSameInstant(@ForAll("schedules") List<Step> schedule) {
        try (GlobalTableFixture fixture = new GlobalTableFixture()) {
            List<String> regions = List.of(fixture.east, fixture.middle, fixture.west);
            fixture.eventual(fixture.middle, fixture.west);
            int value = 0;
            for (Step step : schedule) {
                value++;
                switch (step) {
                    case Step.Put put -> fixture.put(regions.get(put.region()), put.key(), value);
                    case Step.Delete delete -> fixture.delete(regions.get(delete.region()), delete.key());
                    case Step.Read read -> fixture.values(regions.get(read.region()));
                    case Step other -> disturb(fixture, regions, other);
                }
            }
            heal(fixture, regions);

            assertThat(fixture.values(fixture.middle)).isEqualTo(fixture.values(fixture.east));
            assertThat(fixture.values(fixture.west)).isEqualTo(fixture.values(fixture.east));
        }
    }

    /** One order of all operations: each read gives the last acknowledged write before it, whatever Region took it. */
    @Property(tries = 60, seed = "20261103", shrinking = ShrinkingMode.BOUNDED)
    void shouldAnswerAsOneTableWithStrongConsistencyOrNotAtAll(@ForAll("schedules") List<Step> schedule) {
        try (GlobalTableFixture fixture = new GlobalTableFixture()) {
            List<String> regions = List.of(fixture.east, fixture.middle, fixture.west);
            fixture.strong();
            Map<String, Integer> held = new HashMap<>();
            int value = 0;
            for (Step step : schedule) {
                value++;
                switch (step) {
                    case Step.Put put -> {
                        if (conditionalPut(fixture, regions.get(put.region()), put.key(), held.get(put.key()), value)) {
                            held.put(put.key(), value);
                        }
                    }
                    case Step.Delete delete -> {
                        String key = "{'TableName':'orders','Key':{'pk':{'S':'" + delete.key() + "'}}}";
                        if (fixture.in(regions.get(delete.region()))
                                        .send("DeleteItem", key)
                                        .status()
                                == 200) {
                            held.remove(delete.key());
                        }
                    }
                    case Step.Read read -> requireNewest(fixture, regions.get(read.region()), read.key(), held);
                    case Step other -> disturb(fixture, regions, other);
                }
            }
            heal(fixture, regions);

            for (String region : regions) {
                assertThat(fixture.values(region)).as(region).isEqualTo(held);
            }
        }
    }

    /** Fails when a Region that can be reached refuses a put whose condition the model says holds. */
    private static boolean conditionalPut(
            GlobalTableFixture fixture, String region, String key, @Nullable Integer seen, int value) {
        String condition = seen == null ? "attribute_not_exists(pk)" : "v = :seen";
        String values = seen == null ? "" : ",'ExpressionAttributeValues':{':seen':{'N':'" + seen + "'}}";
        var answer = fixture.in(region)
                .send(
                        "PutItem",
                        "{'TableName':'orders','Item':{'pk':{'S':'" + key + "'},'v':{'N':'" + value
                                + "'}},'ConditionExpression':'" + condition + "'" + values + "}");
        assertThat(answer.status()).as("a condition that holds").isIn(200, 500);
        return answer.status() == 200;
    }

    private static void requireNewest(
            GlobalTableFixture fixture, String region, String key, Map<String, Integer> held) {
        var answer = fixture.in(region)
                .send("GetItem", "{'TableName':'orders','ConsistentRead':true,'Key':{'pk':{'S':'" + key + "'}}}");
        assertThat(answer.status()).isIn(200, 500);
        if (answer.status() == 200) {
            assertThat(WireJson.parse(answer.body()).at("/Item/v/N").asText(""))
                    .isEqualTo(held.containsKey(key) ? held.get(key).toString() : "");
        }
    }

    @Provide
    Arbitrary<List<Step>> schedules() {
        Arbitrary<Integer> region = Arbitraries.integers().between(0, 2);
        Arbitrary<String> key = Arbitraries.of(KEYS);
        Arbitrary<Boolean> on = Arbitraries.of(true, false);
        Arbitrary<Integer> millis = Arbitraries.integers().between(0, 3_000);
        Arbitrary<Step> put = Combinators.combine(region, key).as(Step.Put::new);
        Arbitrary<Step> delete = Combinators.combine(region, key).as(Step.Delete::new);
        Arbitrary<Step> read = Combinators.combine(region, key).as(Step.Read::new);
        Arbitrary<Step> pass = Arbitraries.integers().between(0, 500).map(Step.Pass::new);
        Arbitrary<Step> lag = Combinators.combine(region, region, millis).as(Step.Lag::new);
        Arbitrary<Step> pause = Combinators.combine(region, region, on).as(Step.Pause::new);
        Arbitrary<Step> cut = Combinators.combine(region, region, on).as(Step.Cut::new);
        Arbitrary<Step> isolate = Combinators.combine(region, on).as(Step.Isolate::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(6, put),
                        Tuple.of(2, delete),
                        Tuple.of(3, read),
                        Tuple.of(3, pass),
                        Tuple.of(4, Arbitraries.create(Step.Deliver::new)),
                        Tuple.of(1, lag),
                        Tuple.of(1, pause),
                        Tuple.of(1, cut),
                        Tuple.of(1, isolate))
                .list()
                .ofMaxSize(40);
    }

    private static void disturb(GlobalTableFixture fixture, List<String> regions, Step step) {
        Replication replication = fixture.replication;
        switch (step) {
            case Step.Put put -> throw new IllegalArgumentException("not a disturbance: " + put);
            case Step.Delete delete -> throw new IllegalArgumentException("not a disturbance: " + delete);
            case Step.Read read -> throw new IllegalArgumentException("not a disturbance: " + read);
            case Step.Pass pass -> fixture.time.advance(Duration.ofMillis(pass.millis()));
            case Step.Deliver now -> fixture.deliver();
            case Step.Lag lag ->
                replication.lag(regions.get(lag.from()), regions.get(lag.to()), Duration.ofMillis(lag.millis()));
            case Step.Pause pause -> {
                if (pause.on()) {
                    replication.pause(regions.get(pause.from()), regions.get(pause.to()));
                } else {
                    replication.resume(regions.get(pause.from()), regions.get(pause.to()));
                }
            }
            case Step.Cut cut -> {
                if (cut.on()) {
                    replication.cut(regions.get(cut.one()), regions.get(cut.other()));
                } else {
                    replication.heal(regions.get(cut.one()), regions.get(cut.other()));
                }
            }
            case Step.Isolate isolate -> {
                if (isolate.on()) {
                    replication.isolate(regions.get(isolate.region()));
                } else {
                    replication.rejoin(regions.get(isolate.region()));
                }
            }
        }
    }

    private static void heal(GlobalTableFixture fixture, List<String> regions) {
        for (String region : regions) {
            fixture.replication.rejoin(region);
            for (String other : regions) {
                fixture.replication.heal(region, other);
                fixture.replication.resume(region, other);
            }
        }
        fixture.settle();
    }

    /** The specification: of all writes of an item, the one with the latest time. */
    private static final class LastWriterWins {

        private final Map<String, Written> newest = new HashMap<>();

        void write(String key, Instant at, Optional<Integer> value) {
            newest.merge(
                    key, new Written(at, value), (known, other) -> known.at().isBefore(other.at()) ? other : known);
        }

        Map<String, Integer> values() {
            TreeMap<String, Integer> values = new TreeMap<>();
            newest.forEach((key, written) -> written.value().ifPresent(value -> values.put(key, value)));
            return values;
        }
    }
}
