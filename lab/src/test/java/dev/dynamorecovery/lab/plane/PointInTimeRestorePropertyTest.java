package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** For any history of writes, a restore at any instant gives what a plain map held at that instant. */
class PointInTimeRestorePropertyTest {

    private static final String TABLE = "orders";

    /** One write, as a request and as what it does to a map of values. */
    sealed interface Step {
        record Put(String key, int value) implements Step {}

        record Add(String key, int value) implements Step {}

        record Delete(String key) implements Step {}

        record PutUnlessThere(String key, int value) implements Step {}

        record Batch(Map<String, Integer> puts, List<String> deletes) implements Step {}

        /** Puts one item, adds to another and checks a third, all or nothing; sent as often as told. */
        record Transaction(String put, String add, String mustExist, int value, int times) implements Step {}

        record InsertByStatement(String key, int value) implements Step {}

        record Pause(int millis) implements Step {}
    }

    @Property(tries = 60, seed = "20260301", shrinking = ShrinkingMode.BOUNDED)
    void shouldRestoreWhatTheTableHeldAtAnInstant(
            @ForAll("histories") List<Step> history, @ForAll @IntRange(min = 0, max = 1000) int permille) {
        try (PlaneFixture fixture = new PlaneFixture()) {
            fixture.table(TABLE);
            fixture.protect(TABLE);
            TreeMap<Instant, TreeMap<String, Integer>> model = new TreeMap<>();
            TreeMap<String, Integer> held = new TreeMap<>();
            Instant start = fixture.time.now();
            model.put(start, new TreeMap<>());
            for (Step step : history) {
                if (step instanceof Step.Pause pause) {
                    fixture.time.advance(Duration.ofMillis(pause.millis()));
                } else {
                    send(fixture, step, held.keySet());
                    apply(step, held);
                    model.put(fixture.time.now(), new TreeMap<>(held));
                }
            }
            Duration length = Duration.between(start, fixture.time.now());
            Instant instant = start.plusMillis(length.toMillis() * permille / 1000);
            fixture.time.advance(Duration.ofMinutes(6));

            fixture.restore(TABLE, "restored", instant);

            assertThat(fixture.values("restored"))
                    .isEqualTo(model.floorEntry(instant).getValue());
            assertThat(fixture.values(TABLE)).isEqualTo(held);
        }
    }

    /**
     * Writers of disjoint items race each other; every writer's own history is known, and the clock stands still
     * within a round, so the state after each round is known too.
     */
    @Property(tries = 15, seed = "20260301", shrinking = ShrinkingMode.OFF)
    void shouldRestoreWhatConcurrentWritersHadWritten(
            @ForAll("rounds") List<List<Step>> rounds, @ForAll @IntRange(min = 0, max = 1000) int permille)
            throws Exception {
        try (PlaneFixture fixture = new PlaneFixture();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            fixture.table(TABLE);
            fixture.protect(TABLE);
            List<TreeMap<String, Integer>> states = new ArrayList<>();
            TreeMap<String, Integer> held = new TreeMap<>();
            states.add(new TreeMap<>());
            List<Instant> ends = new ArrayList<>(List.of(fixture.time.now()));
            for (List<Step> round : rounds) {
                fixture.time.advance(Duration.ofMillis(7));
                List<Future<?>> writers = new ArrayList<>();
                for (int writer = 0; writer < 4; writer++) {
                    String prefix = "w" + writer;
                    TreeMap<String, Integer> own = new TreeMap<>(held.subMap(prefix, prefix + "~"));
                    writers.add(threads.submit(() -> {
                        for (Step step : round) {
                            Step mine = prefixed(step, prefix);
                            send(fixture, mine, own.keySet());
                            apply(mine, own);
                        }
                        return null;
                    }));
                    for (Step step : round) {
                        apply(prefixed(step, prefix), held);
                    }
                }
                for (Future<?> writer : writers) {
                    writer.get();
                }
                states.add(new TreeMap<>(held));
                ends.add(fixture.time.now());
            }
            int round = permille * rounds.size() / 1000;
            fixture.time.advance(Duration.ofMinutes(6));

            fixture.restore(TABLE, "restored", ends.get(round));

            assertThat(fixture.values("restored")).isEqualTo(states.get(round));
        }
    }

    private static Step prefixed(Step step, String prefix) {
        return switch (step) {
            case Step.Put put -> new Step.Put(prefix + put.key(), put.value());
            case Step.Add add -> new Step.Add(prefix + add.key(), add.value());
            case Step.Delete delete -> new Step.Delete(prefix + delete.key());
            case Step.PutUnlessThere put -> new Step.PutUnlessThere(prefix + put.key(), put.value());
            case Step.Batch batch ->
                new Step.Batch(
                        batch.puts().entrySet().stream()
                                .collect(Collectors.toMap(entry -> prefix + entry.getKey(), Map.Entry::getValue)),
                        batch.deletes().stream().map(key -> prefix + key).toList());
            case Step.Transaction transaction ->
                new Step.Transaction(
                        prefix + transaction.put(),
                        prefix + transaction.add(),
                        prefix + transaction.mustExist(),
                        transaction.value(),
                        transaction.times());
            case Step.InsertByStatement insert -> new Step.InsertByStatement(prefix + insert.key(), insert.value());
            case Step.Pause pause -> pause;
        };
    }

    private static void apply(Step step, Map<String, Integer> held) {
        switch (step) {
            case Step.Put put -> held.put(put.key(), put.value());
            case Step.Add add -> held.merge(add.key(), add.value(), Integer::sum);
            case Step.Delete delete -> held.remove(delete.key());
            case Step.PutUnlessThere put -> held.putIfAbsent(put.key(), put.value());
            case Step.Batch batch -> {
                held.putAll(batch.puts());
                batch.deletes().forEach(held::remove);
            }
            case Step.Transaction transaction -> {
                if (held.containsKey(transaction.mustExist())) {
                    held.put(transaction.put(), transaction.value());
                    held.merge(transaction.add(), transaction.value(), Integer::sum);
                }
            }
            case Step.InsertByStatement insert -> held.putIfAbsent(insert.key(), insert.value());
            case Step.Pause pause -> {}
        }
    }

    private static void send(PlaneFixture fixture, Step step, Set<String> existing) {
        PlaneClient client = fixture.client;
        String table = "'TableName':'" + TABLE + "',";
        switch (step) {
            case Step.Put put -> fixture.put(TABLE, put.key(), put.value());
            case Step.Add add ->
                client.ok("UpdateItem", "{" + table + key(add.key()) + "," + adding(add.value()) + "}");
            case Step.Delete delete -> client.ok("DeleteItem", "{" + table + key(delete.key()) + "}");
            case Step.PutUnlessThere put -> {
                String request = "{" + table + item(put.key(), put.value())
                        + ",'ConditionExpression':'attribute_not_exists(pk)'}";
                if (existing.contains(put.key())) {
                    assertThat(client.error("PutItem", request)).startsWith("ConditionalCheckFailedException");
                } else {
                    client.ok("PutItem", request);
                }
            }
            case Step.Batch batch -> {
                List<String> requests = new ArrayList<>();
                batch.puts().forEach((key, value) -> requests.add("{'PutRequest':{" + item(key, value) + "}}"));
                batch.deletes().forEach(key -> requests.add("{'DeleteRequest':{" + key(key) + "}}"));
                client.ok("BatchWriteItem", "{'RequestItems':{'" + TABLE + "':[" + String.join(",", requests) + "]}}");
            }
            case Step.Transaction transaction -> {
                String request = "{'ClientRequestToken':'" + UUID.randomUUID() + "','TransactItems':["
                        + "{'Put':{" + table + item(transaction.put(), transaction.value()) + "}},"
                        + "{'Update':{" + table + key(transaction.add()) + "," + adding(transaction.value()) + "}},"
                        + "{'ConditionCheck':{" + table + key(transaction.mustExist())
                        + ",'ConditionExpression':'attribute_exists(pk)'}}]}";
                for (int time = 0; time < transaction.times(); time++) {
                    if (existing.contains(transaction.mustExist())) {
                        client.ok("TransactWriteItems", request);
                    } else {
                        assertThat(client.error("TransactWriteItems", request))
                                .startsWith("TransactionCanceledException");
                    }
                }
            }
            case Step.InsertByStatement insert -> {
                // A backquote stands for PartiQL's own single quote.
                String request = "{'Statement':'INSERT INTO orders VALUE {`pk`:?,`v`:?}','Parameters':[{'S':'"
                        + insert.key() + "'},{'N':'" + insert.value() + "'}]}";
                if (existing.contains(insert.key())) {
                    assertThat(client.error("ExecuteStatement", request)).startsWith("DuplicateItem");
                } else {
                    client.ok("ExecuteStatement", request);
                }
            }
            case Step.Pause pause -> throw new IllegalArgumentException("a pause is not sent: " + pause);
        }
    }

    private static String key(String key) {
        return "'Key':{'pk':{'S':'" + key + "'}}";
    }

    private static String item(String key, int value) {
        return "'Item':{'pk':{'S':'" + key + "'},'v':{'N':'" + value + "'}}";
    }

    private static String adding(int value) {
        return "'UpdateExpression':'ADD v :by','ExpressionAttributeValues':{':by':{'N':'" + value + "'}}";
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Arbitraries.oneOf(
                        writes(), Arbitraries.integers().between(1, 2500).map(Step.Pause::new))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<List<List<Step>>> rounds() {
        return writes().list().ofMinSize(1).ofMaxSize(5).list().ofMinSize(1).ofMaxSize(5);
    }

    private static Arbitrary<Step> writes() {
        Arbitrary<String> keys = Arbitraries.of("a", "b", "c", "d", "e");
        Arbitrary<Integer> values = Arbitraries.integers().between(1, 9);
        Arbitrary<Map<String, Integer>> puts = Arbitraries.maps(Arbitraries.of("a", "b", "c"), values)
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<List<String>> deletes =
                Arbitraries.of("d", "e").list().uniqueElements().ofMaxSize(2);
        return Arbitraries.oneOf(
                Combinators.combine(keys, values).as(Step.Put::new),
                Combinators.combine(keys, values).as(Step.Add::new),
                keys.map(Step.Delete::new),
                Combinators.combine(keys, values).as(Step.PutUnlessThere::new),
                Combinators.combine(puts, deletes).as(Step.Batch::new),
                Combinators.combine(values, Arbitraries.of(1, 2))
                        .as((value, times) -> new Step.Transaction("a", "b", "c", value, times)),
                Combinators.combine(keys, values).as(Step.InsertByStatement::new));
    }
}
