package dev.dynamorecovery.lab.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.eventsource.MappingSettings.Batching;
import dev.dynamorecovery.lab.eventsource.MappingSettings.Retrying;
import dev.dynamorecovery.lab.eventsource.ScriptedFunction.Manner;
import dev.dynamorecovery.lab.eventsource.StreamLane.Step;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamLaneTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final VirtualLabTime time = new VirtualLabTime(START);
    private final InMemoryShard shard = new InMemoryShard();
    private final ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of());

    @Test
    void shouldDeliverWhatThereIsAtOnceWhenNoWindowIsSet() throws Exception {
        fill(3, 3);

        StreamLane lane = lane(new Batching(100, Duration.ZERO, 1), 0, List.of());

        assertThat(lane.step()).isEqualTo(Step.DELIVERED);
        assertThat(lane.step()).isEqualTo(Step.NOTHING_YET);
        assertThat(function.batches).containsExactly(sequences());
        assertThat(lane.handled()).contains(shard.sequence(2));
    }

    @Test
    void shouldWaitForItsWindowUnlessTheBatchIsFull() throws Exception {
        fill(3, 3);
        StreamLane lane = lane(new Batching(5, Duration.ofSeconds(10), 1), 0, List.of());

        assertThat(lane.step()).isEqualTo(Step.NOTHING_YET);
        time.advance(Duration.ofSeconds(9));
        assertThat(lane.step()).isEqualTo(Step.NOTHING_YET);
        assertThat(lane.handled()).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(lane.step()).isEqualTo(Step.DELIVERED);
        fill(5, 5);
        assertThat(lane.step()).isEqualTo(Step.DELIVERED);

        assertThat(function.batches).extracting(List::size).containsExactly(3, 5);
    }

    @Test
    void shouldNotSendMoreThanSixMegabytesAtOnce() throws Exception {
        for (int number = 0; number < 10; number++) {
            shard.add("key-" + number, "x".repeat(1_000_000), START);
        }

        drain(lane(new Batching(10_000, Duration.ofSeconds(1), 1), 0, List.of()));

        assertThat(function.batches).extracting(List::size).containsExactly(6, 4);
        assertThat(function.processed).containsExactlyElementsOf(sequences());
    }

    @Test
    void shouldKeepTheOrderPerKeyInParallelLanes() throws Exception {
        fill(20_000, 97);
        int parallelization = 7;
        List<List<String>> processedByLane = new ArrayList<>();
        for (int number = 0; number < parallelization; number++) {
            function.processed.clear();
            drain(lane(new Batching(250, Duration.ZERO, parallelization), number, List.of()));
            processedByLane.add(List.copyOf(function.processed));
        }

        Map<String, String> keys = new HashMap<>();
        shard.records().forEach(record -> keys.put(record.sequenceNumber(), record.partitionKey()));
        Map<String, Set<Integer>> lanesOfKey = new HashMap<>();
        for (int number = 0; number < parallelization; number++) {
            assertThat(processedByLane.get(number)).isNotEmpty().isSorted();
            for (String sequence : processedByLane.get(number)) {
                lanesOfKey
                        .computeIfAbsent(keys.getOrDefault(sequence, ""), missing -> new HashSet<>())
                        .add(number);
            }
        }
        assertThat(lanesOfKey)
                .hasSize(97)
                .allSatisfy((key, lanes) -> assertThat(lanes).hasSize(1));
        assertThat(processedByLane.stream().flatMap(List::stream).sorted().toList())
                .isEqualTo(sequences());
    }

    @Test
    void shouldDeliverOnlyWhatPassesTheFilter() throws Exception {
        shard.add("a", "wanted", START);
        shard.add("b", "other", START);
        shard.add("c", "wanted too", START);

        StreamLane lane = lane(
                new Batching(10, Duration.ZERO, 1),
                0,
                List.of(
                        "{\"dynamodb\":{\"NewImage\":{\"v\":{\"S\":[{\"prefix\":\"wanted\"}]}}}}",
                        "{\"eventName\":[\"X\"]}"));
        drain(lane);
        shard.add("d", "other", START);
        lane.step();

        assertThat(function.processed).containsExactly(shard.sequence(0), shard.sequence(2));
        assertThat(lane.handled()).contains(shard.sequence(3));
    }

    @Test
    void shouldReadAClosedShardToItsEndAndStopThere() throws Exception {
        fill(1_500, 10);
        StreamLane lane = lane(new Batching(1_000, Duration.ofMinutes(5), 1), 0, List.of());
        shard.close();

        assertThat(lane.step()).isEqualTo(Step.DELIVERED);
        assertThat(lane.step()).isEqualTo(Step.DELIVERED);
        assertThat(lane.step()).isEqualTo(Step.ENDED);
        assertThat(function.processed).containsExactlyElementsOf(sequences());
    }

    @Test
    void shouldGoOnAfterTheRecordThatWasHandledLast() throws Exception {
        fill(10, 10);
        StreamLane lane = new StreamLane(
                shard,
                0,
                new Batching(100, Duration.ZERO, 1),
                RecordFilter.of(List.of()),
                delivery(),
                time,
                Optional.of(shard.sequence(6)));

        drain(lane);

        assertThat(function.processed).containsExactlyElementsOf(sequences().subList(7, 10));
    }

    private void drain(StreamLane lane) throws Exception {
        while (lane.step() == Step.DELIVERED
                || lane.handled()
                        .filter(shard.sequence(shard.records().size() - 1)::equals)
                        .isEmpty()) {
            time.advance(Duration.ofMillis(250));
        }
    }

    private StreamLane lane(Batching batching, int number, List<String> patterns) {
        return new StreamLane(shard, number, batching, RecordFilter.of(patterns), delivery(), time, Optional.empty());
    }

    private StreamBatchDelivery delivery() {
        return new StreamBatchDelivery(
                shard,
                function,
                new Retrying(false, Optional.empty(), OptionalInt.empty(), Optional.empty()),
                time,
                batch -> {});
    }

    private void fill(int count, int keys) {
        Random random = new Random(7);
        for (int number = 0; number < count; number++) {
            shard.add("key-" + random.nextInt(keys), "v" + number, time.now());
        }
    }

    private List<String> sequences() {
        return shard.records().stream().map(StreamRecord::sequenceNumber).toList();
    }
}
