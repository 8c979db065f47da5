package dev.dynamorecovery.core.replay.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.StreamDelivery;
import dev.dynamorecovery.core.changelog.StreamObservation;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.settings.StreamView;
import dev.dynamorecovery.core.store.DyingObjectStore;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Replays of a log that the real writer wrote and the real reader reads: its items move between shards, which are delivered
 * side by side, in batches cut anywhere and delivered again and again, with the logging function killed at any write.
 */
class DeliveredLogPropertyTest {

    /** When the log has surely settled: the plan's gaps are asked for then. */
    private static final Duration SETTLED = Duration.ofHours(8);

    /** Cuts the log into slices of a few changes, so that the items of each partition come from several. */
    private record FinelyCut(SegmentReplayLog log) implements ReplayLog {

        @Override
        public List<Gap> gaps(String table, TimeSpan span, Instant now) {
            return log.gaps(table, span, now.plus(SETTLED));
        }

        @Override
        public List<ReplaySlice> slices(String table, TimeSpan span, int mostChanges) {
            return log.slices(table, span, 12).stream()
                    .map(slice -> new ReplaySlice(slice.span(), 9_000, slice.sizeBytes()))
                    .toList();
        }

        @Override
        public List<Gap> read(String table, TimeSpan span, Consumer<Change> changes) {
            return log.read(table, span, changes);
        }
    }

    private static ReplayLog delivered(long seed, SampleReplay live) {
        List<List<Change>> shards = List.copyOf(live.changes.stream()
                .collect(Collectors.groupingBy(change -> change.position().shard(), TreeMap::new, Collectors.toList()))
                .values());
        StreamDelivery delivery = new StreamDelivery(seed, shards, live.now().plusSeconds(60));
        delivery.run();
        String label = live.changes.getFirst().position().stream();
        return new FinelyCut(new SegmentReplayLog(
                delivery.index(),
                delivery.bucket(),
                (table, checkpoints) -> new StreamObservation.Enabled(
                        label, SampleReplay.START.minusSeconds(3_600), StreamView.NEW_AND_OLD_IMAGES, List.of()),
                new LogDelivery(1, Duration.ofHours(6)),
                Duration.ofDays(35)));
    }

    private static Map<String, String> bytes(Map<ItemKey, Item> items) {
        Map<String, String> bytes = new TreeMap<>();
        items.forEach((key, item) -> bytes.put(key.toString(), HexFormat.of().formatHex(item.canonicalForm())));
        return bytes;
    }

    private static void assertSameBytes(SampleRestore restored) {
        assertThat(bytes(restored.withoutHeartbeat(restored.copy.items())))
                .isEqualTo(bytes(restored.withoutHeartbeat(restored.live.items())));
    }

    @Property(tries = 150, seed = "20261122")
    void shouldEndInTheVeryBytesOfTheLiveTableHoweverTheLogWasDelivered(@ForAll long seed) {
        SampleRestore restored = new SampleRestore(seed);

        ReplayTally tally = SampleReplay.run(
                restored.job("one"), delivered(seed, restored.live), restored.copy, SampleReplay.work());

        assertSameBytes(restored);
        assertThat(tally.conflicting()).isZero();
        assertThat(tally.changes())
                .isEqualTo(restored.live.changes.stream()
                        .filter(change -> restored.job("one").span().contains(change.at()))
                        .filter(change ->
                                !ItemKey.of(change.keys(), SampleReplay.SCHEMA).equals(SampleReplay.key("heartbeat")))
                        .count());
    }

    /** Into the work bucket and into the table, before each write and after it. */
    @Property(tries = 6, seed = "20261122")
    void shouldEndInTheVeryBytesOfTheLiveTableWhereverItIsKilled(@ForAll long seed) {
        SampleRestore whole = new SampleRestore(seed);
        ReplayLog log = delivered(seed, whole.live);
        DyingObjectStore counted = new DyingObjectStore(new InMemoryObjectStore());
        SampleReplay.run(whole.job("one"), log, whole.copy, new StoredDocuments(counted));

        for (boolean afterwards : List.of(false, true)) {
            for (int kill = 0; kill < counted.writes(); kill++) {
                DyingObjectStore work = new DyingObjectStore(new InMemoryObjectStore());
                work.dieAfter(kill, afterwards);
                killedAndRunAgain(new SampleRestore(seed), log, work);
            }
            for (int kill = 0; kill < whole.copy.writes(); kill++) {
                SampleRestore restored = new SampleRestore(seed);
                restored.copy.dieAfter(kill, afterwards);
                killedAndRunAgain(restored, log, new DyingObjectStore(new InMemoryObjectStore()));
            }
        }
    }

    private static void killedAndRunAgain(SampleRestore restored, ReplayLog log, DyingObjectStore work) {
        StoredDocuments documents = new StoredDocuments(work);
        boolean killed = false;
        try {
            SampleReplay.run(restored.job("one"), log, restored.copy, documents);
        } catch (InMemoryReplayTarget.Killed | DyingObjectStore.Killed expected) {
            killed = true;
            restored.copy.revive();
            work.revive();
        }
        assertThat(killed).isTrue();

        SampleReplay.run(restored.job("one"), log, restored.copy, documents);

        assertSameBytes(restored);
    }
}
