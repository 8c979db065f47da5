package dev.dynamorecovery.core.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RedeliveryPropertyTest {

    private static final TimeSpan EVER = new TimeSpan(Instant.MIN, Instant.MAX);

    private record Told(Instant at, String sequence, Item keys, String before, String after) {

        static Told of(Change change) {
            return new Told(
                    change.at(),
                    change.position().sequence(),
                    change.keys(),
                    text(change.before()),
                    text(change.after()));
        }

        private static String text(@org.jspecify.annotations.Nullable Item image) {
            return image == null ? "none" : java.util.HexFormat.of().formatHex(image.canonicalForm());
        }
    }

    private static List<Change> read(StreamDelivery delivery, TimeSpan span) {
        List<Change> changes = new ArrayList<>();
        LogReading reading = delivery.reader().read(span, ChangeSelection.ALL, changes::add);
        assertThat(reading.gaps()).isEmpty();
        return changes;
    }

    @Property(tries = 400, seed = "20261122")
    void shouldReadEachChangeOnceHoweverItWasDelivered(@ForAll long seed) {
        StreamDelivery delivery = new StreamDelivery(seed);
        delivery.run();

        List<Change> expected = delivery.shards().stream()
                .flatMap(shard -> shard.changes().stream())
                .toList();

        assertThat(read(delivery, EVER))
                .extracting(Told::of)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Told::of).toList());
        assertThat(delivery.index().gaps(StreamDelivery.TABLE)).isEmpty();
    }

    @Property(tries = 200, seed = "20261122")
    void shouldLeadEachItemToItsStateInTheOrderOfPositions(@ForAll long seed) {
        StreamDelivery delivery = new StreamDelivery(seed);
        delivery.run();

        Map<Item, Change> last = new HashMap<>();
        for (Change change : read(delivery, EVER)) {
            last.merge(
                    change.keys(),
                    change,
                    (one, other) -> one.position().compareTo(other.position()) > 0 ? one : other);
        }
        List<Item> states = last.values().stream()
                .flatMap(change -> java.util.stream.Stream.ofNullable(change.after()))
                .toList();

        assertThat(states)
                .containsExactlyInAnyOrderElementsOf(delivery.shards().stream()
                        .flatMap(shard -> shard.items().values().stream())
                        .toList());
    }

    @Property(tries = 200, seed = "20261122")
    void shouldReadEachChangeInOneSliceOnly(@ForAll long seed) {
        StreamDelivery delivery = new StreamDelivery(seed);
        delivery.run();
        Instant from = Instant.parse("2026-11-22T11:59:53Z");
        TimeSpan span = new TimeSpan(from, from.plusSeconds(12));

        List<TimeSpan> slices =
                LogSlices.of(delivery.index().segments(StreamDelivery.TABLE, span), span, 1 + Math.abs(seed % 30));

        assertThat(slices.getFirst().from()).isEqualTo(span.from());
        assertThat(slices.getLast().until()).isEqualTo(span.until());
        for (int i = 1; i < slices.size(); i++) {
            assertThat(slices.get(i).from()).isEqualTo(slices.get(i - 1).until());
        }
        assertThat(slices.stream().flatMap(slice -> read(delivery, slice).stream()))
                .extracting(Told::of)
                .containsExactlyInAnyOrderElementsOf(
                        read(delivery, span).stream().map(Told::of).toList());
    }

    @Property(tries = 200, seed = "20261122")
    void shouldFindTheLastChangesAndThoseOfAnItem(@ForAll long seed) {
        StreamDelivery delivery = new StreamDelivery(seed);
        delivery.run();
        List<Change> all = read(delivery, EVER);
        int most = 1 + (int) Math.abs(seed % 40);

        assertThat(delivery.reader().last(most, EVER).changes())
                .extracting(Change::at)
                .containsExactlyElementsOf(all.stream()
                        .map(Change::at)
                        .sorted(Comparator.reverseOrder())
                        .limit(most)
                        .toList());
        all.stream()
                .map(Change::keys)
                .distinct()
                .limit(3)
                .forEach(keys -> assertThat(
                                delivery.reader().ofKey(keys, 1000, EVER).changes())
                        .extracting(Told::of)
                        .containsExactlyInAnyOrderElementsOf(all.stream()
                                .filter(change -> change.keys().equals(keys))
                                .map(Told::of)
                                .toList()));
    }

    /** A batch over three hours makes seven writes; killed before or after each, it is delivered again. */
    @Test
    void shouldLoseAndDoubleNothingWhereverTheWriterIsKilled() {
        Instant start = Instant.parse("2026-11-22T10:30:00Z");
        SampleHistory table = new SampleHistory();
        for (int i = 0; i < 30; i++) {
            table.put(SampleHistory.item("item-" + i % 4, i), start.plus(Duration.ofMinutes(4L * i)));
        }
        for (int write = 1; write <= 8; write++) {
            for (boolean afterwards : List.of(false, true)) {
                InMemoryObjectStore bucket = new InMemoryObjectStore();
                InMemoryChangeLogIndex index = new InMemoryChangeLogIndex();
                FailingWrites writes = new FailingWrites(index, bucket);
                writes.failAt(write, afterwards);
                Instant now = start.plus(Duration.ofHours(3));
                boolean killed = false;
                try {
                    new ChangeLogWriter(writes.index(), writes.bucket())
                            .write(StreamEvents.of("orders", table.changes().subList(0, 20)), now);
                } catch (FailingWrites.Killed expected) {
                    killed = true;
                }
                assertThat(killed).isEqualTo(write <= 5);
                ChangeLogReader reader = new ChangeLogReader("orders", index, bucket);
                // What a checkpoint covers is in the log, also at the moment of the kill.
                List<Change> durable = new ArrayList<>();
                reader.read(EVER, ChangeSelection.ALL, durable::add);
                if (!index.checkpoints("orders").isEmpty()) {
                    assertThat(durable).hasSize(20);
                }

                ChangeLogWriter next = new ChangeLogWriter(index, bucket);
                next.write(StreamEvents.of("orders", table.changes().subList(0, 7)), now);
                next.write(StreamEvents.of("orders", table.changes().subList(7, 30)), now);

                List<Change> changes = new ArrayList<>();
                reader.read(EVER, ChangeSelection.ALL, changes::add);
                assertThat(changes).isEqualTo(table.changes());
            }
        }
    }

    @Test
    void shouldCostOneObjectAndTwoIndexWritesForAThousandRecords() {
        SampleHistory table = new SampleHistory();
        for (int i = 0; i < 1000; i++) {
            table.put(
                    SampleHistory.item("item-" + i, i),
                    Instant.parse("2026-11-22T10:30:00Z").plusMillis(i));
        }
        FailingWrites writes = new FailingWrites(new InMemoryChangeLogIndex(), new InMemoryObjectStore());

        new ChangeLogWriter(writes.index(), writes.bucket())
                .write(StreamEvents.of("orders", table.changes()), Instant.parse("2026-11-22T10:30:05Z"));

        assertThat(writes.objectWrites()).isEqualTo(1);
        assertThat(writes.indexWrites()).isEqualTo(2);
    }
}
