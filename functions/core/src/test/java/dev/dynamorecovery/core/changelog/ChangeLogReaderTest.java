package dev.dynamorecovery.core.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeLogReaderTest {

    private static final Instant START = Instant.parse("2026-11-22T11:59:30Z");
    private static final TimeSpan EVER = new TimeSpan(Instant.MIN, Instant.MAX);

    private final SampleHistory table = new SampleHistory();
    private final SampleChangeLog log = new SampleChangeLog("orders");

    /** A hundred changes of ten items, one a second, over an hour's turn, logged in batches of ten. */
    private List<Change> hundredChanges() {
        for (int i = 0; i < 100; i++) {
            table.put(SampleHistory.item("item-" + i % 10, i), START.plusSeconds(i));
        }
        for (int i = 0; i < 100; i += 10) {
            log.append(table.changes().subList(i, i + 10));
        }
        return table.changes();
    }

    private List<Change> read(TimeSpan span) {
        List<Change> changes = new ArrayList<>();
        LogReading reading = log.reader().read(span, ChangeSelection.ALL, changes::add);
        assertThat(reading.gaps()).isEmpty();
        assertThat(reading.changeCount()).isEqualTo(changes.size());
        return changes;
    }

    @Test
    void shouldGiveEveryChangeBackAsItWas() {
        table.put(SampleHistory.item("a", 1), START);
        table.put(SampleHistory.item("a", 2), START.plusMillis(1));
        table.delete(SampleHistory.item("a", 2), START.plusSeconds(1));
        table.put(SampleHistory.item("b", 3), START.plusSeconds(2));
        table.expire(SampleHistory.item("b", 3), START.plusSeconds(3));
        log.append(table.changes());

        assertThat(read(EVER)).isEqualTo(table.changes());
    }

    @Test
    void shouldGiveTheChangesOfASpanOnly() {
        List<Change> all = hundredChanges();

        assertThat(read(new TimeSpan(START.plusSeconds(15), START.plusSeconds(77))))
                .isEqualTo(all.subList(15, 77));
        assertThat(read(new TimeSpan(START.plusSeconds(15), START.plusSeconds(15))))
                .isEmpty();
    }

    @Test
    void shouldGiveAChangeOnceThatWasLoggedInBatchesCutDifferently() {
        List<Change> all = hundredChanges();
        log.append(all.subList(3, 44));
        log.append(all.subList(20, 21));
        log.append(all.subList(90, 100));

        List<Change> changes = new ArrayList<>();
        LogReading reading = log.reader().read(EVER, ChangeSelection.ALL, changes::add);

        assertThat(changes).isEqualTo(all);
        assertThat(reading.repeatedCount()).isEqualTo(41 + 1);
        assertThat(reading.gaps()).isEmpty();
    }

    @Test
    void shouldGiveAChangeOnceThatWasLoggedWithAndWithoutTheNameOfItsShard() {
        List<Change> all = hundredChanges();
        log.append(all.stream()
                .map(change -> new Change(
                        new ChangePosition(
                                change.position().stream(),
                                ChangePosition.UNNAMED_SHARD,
                                change.position().sequence()),
                        change.at(),
                        change.keys(),
                        change.before(),
                        change.after(),
                        change.origin()))
                .toList());

        assertThat(read(EVER)).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveTheChangesThatAreWanted() {
        hundredChanges();
        List<Change> changes = new ArrayList<>();

        log.reader().read(EVER, change -> change.keys().equals(key("item-3")), changes::add);

        assertThat(changes).hasSize(10).allMatch(change -> change.keys().equals(key("item-3")));
    }

    @Test
    void shouldGiveTheLastChangesAndReadOnlyTheirSegments() {
        List<Change> all = hundredChanges();

        LatestChanges latest = log.reader().last(5, EVER);

        assertThat(latest.changes()).isEqualTo(all.subList(95, 100).reversed());
        assertThat(latest.segmentCount()).isEqualTo(1);
        assertThat(log.reader()
                        .last(12, new TimeSpan(START, START.plusSeconds(50)))
                        .changes())
                .isEqualTo(all.subList(38, 50).reversed());
    }

    @Test
    void shouldGiveTheChangesOfOneItemAndReadOnlySegmentsThatMayHoldIt() {
        for (int i = 0; i < 1000; i++) {
            table.put(SampleHistory.item("item-" + i, i), START.plusSeconds(i));
        }
        for (int i = 0; i < 1000; i += 10) {
            log.append(table.changes().subList(i, i + 10));
        }

        LatestChanges found = log.reader().ofKey(key("item-577"), 10, EVER);

        assertThat(found.changes()).containsExactly(table.changes().get(577));
        assertThat(found.segmentCount()).isBetween(1, 10);
        assertThat(log.reader().ofKey(key("nowhere"), 10, EVER).changes()).isEmpty();
    }

    @Test
    void shouldNameASegmentThatIsMissing() {
        hundredChanges();
        SegmentEntry lost = entryAt(25);
        log.index()
                .record(new SegmentEntry(
                        lost.table(),
                        lost.stream(),
                        lost.shard(),
                        lost.objectKey() + "-lost",
                        lost.oldest(),
                        lost.newest(),
                        lost.firstSequence(),
                        lost.lastSequence(),
                        lost.changeCount(),
                        lost.sizeBytes(),
                        lost.sha256(),
                        lost.digestChange(),
                        lost.keys(),
                        lost.writtenAt()));

        LogReading reading = log.reader().read(EVER, ChangeSelection.ALL, change -> {});

        assertThat(reading.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.SEGMENT_MISSING);
            assertThat(gap.from()).isEqualTo(START.plusSeconds(20));
            assertThat(gap.until()).isEqualTo(START.plusSeconds(29).plus(Duration.ofNanos(1000)));
            assertThat(gap.detail()).contains(lost.objectKey());
        });
    }

    @Test
    void shouldNameASegmentWithAFlippedByteAndGiveTheOthers() throws IOException {
        hundredChanges();
        SegmentEntry entry = entryAt(25);
        byte[] content = log.bucket().open(entry.objectKey()).readAllBytes();
        content[content.length / 2] ^= 4;
        log.bucket().write(entry.objectKey(), content);
        List<Change> changes = new ArrayList<>();

        LogReading reading = log.reader().read(EVER, ChangeSelection.ALL, changes::add);

        assertThat(reading.gaps()).extracting(Gap::cause).containsExactly(GapCause.SEGMENT_CORRUPT);
        assertThat(changes).hasSize(90);
    }

    @Test
    void shouldRefuseASegmentOfAnotherTable() {
        table.put(SampleHistory.item("a", 1), START);
        log.append(table.changes());
        SegmentEntry own = entryAt(0);
        log.index()
                .record(new SegmentEntry(
                        own.table(),
                        own.stream(),
                        own.shard(),
                        own.objectKey().replace("orders", "users"),
                        own.oldest(),
                        own.newest(),
                        own.firstSequence(),
                        own.lastSequence(),
                        own.changeCount(),
                        own.sizeBytes(),
                        own.sha256(),
                        own.digestChange(),
                        own.keys(),
                        own.writtenAt()));

        assertThatThrownBy(() -> log.reader().read(EVER, ChangeSelection.ALL, change -> {}))
                .isInstanceOf(ForeignSegmentException.class)
                .hasMessageContaining("'orders'")
                .hasMessageContaining("users");
        assertThatThrownBy(() -> new ChangeLogReader("users", log.index(), log.bucket())
                        .read(List.of(own), EVER, ChangeSelection.ALL, change -> {}))
                .isInstanceOf(ForeignSegmentException.class);
        SegmentEntry othersAtOurPath = new SegmentEntry(
                "users",
                own.stream(),
                own.shard(),
                own.objectKey(),
                own.oldest(),
                own.newest(),
                own.firstSequence(),
                own.lastSequence(),
                own.changeCount(),
                own.sizeBytes(),
                own.sha256(),
                own.digestChange(),
                own.keys(),
                own.writtenAt());
        assertThatThrownBy(() -> log.reader().read(List.of(othersAtOurPath), EVER, ChangeSelection.ALL, change -> {}))
                .isInstanceOf(ForeignSegmentException.class);
    }

    @Test
    void shouldCutASpanIntoSlicesThatTogetherHoldEachChangeOnce() {
        List<Change> all = hundredChanges();
        TimeSpan span = new TimeSpan(START.plusSeconds(5), START.plusSeconds(95));

        List<TimeSpan> slices = LogSlices.of(log.index().segments("orders", span), span, 30);

        assertThat(slices).hasSizeGreaterThanOrEqualTo(4);
        List<Change> changes = new ArrayList<>();
        slices.forEach(slice -> log.reader().read(slice, ChangeSelection.ALL, changes::add));
        assertThat(changes).isEqualTo(all.subList(5, 95));
    }

    private SegmentEntry entryAt(int second) {
        Instant at = START.plusSeconds(second);
        return log.index()
                .segments("orders", new TimeSpan(at, at.plusSeconds(1)))
                .getFirst();
    }

    private static Item key(String id) {
        return new Item(Map.of("id", new AttributeValue.Text(id)));
    }
}
