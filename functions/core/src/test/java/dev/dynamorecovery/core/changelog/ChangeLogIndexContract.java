package dev.dynamorecovery.core.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.ItemHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every index of the change log does, the fake and the real one. */
public interface ChangeLogIndexContract {

    /** When the contract's changes were made. */
    Instant AT = Instant.parse("2026-11-22T23:30:00Z");

    /** The label of the stream. */
    String STREAM = "2026-11-22T10:00:00.000";

    /** An empty index that keeps for 35 days, at a time shortly after {@link #AT}. */
    ChangeLogIndex index() throws Exception;

    @Test
    default void shouldGiveASegmentBackAsItWasRecordedAndOnce() throws Exception {
        ChangeLogIndex index = index();
        SegmentEntry entry = segment("orders", AT, Duration.ofMinutes(5), 1);
        index.record(entry);
        index.record(entry);

        List<SegmentEntry> found = new ArrayList<>();
        index.newestFirst("orders", new TimeSpan(Instant.MIN, Instant.MAX), found::add);

        assertThat(found).singleElement().usingRecursiveComparison().isEqualTo(entry);
    }

    @Test
    default void shouldFindTheSegmentsThatTouchASpanOverDaysInOrder() throws Exception {
        ChangeLogIndex index = index();
        SegmentEntry before = segment("orders", AT, Duration.ofMinutes(1), 1);
        SegmentEntry first = segment("orders", AT.plus(Duration.ofMinutes(10)), Duration.ofMinutes(9), 2);
        SegmentEntry nextDay = segment("orders", AT.plus(Duration.ofMinutes(40)), Duration.ofMinutes(9), 3);
        SegmentEntry overlapping = segment("orders", AT.plus(Duration.ofMinutes(41)), Duration.ofMinutes(9), 4);
        SegmentEntry after = segment("orders", AT.plus(Duration.ofMinutes(55)), Duration.ofMinutes(9), 5);
        SegmentEntry other = segment("users", AT.plus(Duration.ofMinutes(10)), Duration.ofMinutes(9), 6);
        List.of(after, other, overlapping, first, before, nextDay).forEach(index::record);

        List<SegmentEntry> found =
                index.segments("orders", new TimeSpan(AT.plusSeconds(61), AT.plus(Duration.ofMinutes(42))));

        assertThat(found)
                .extracting(SegmentEntry::objectKey)
                .containsExactly(first.objectKey(), nextDay.objectKey(), overlapping.objectKey());
    }

    @Test
    default void shouldCountTheFirstInstantOfASpanInAndTheLastOut() throws Exception {
        ChangeLogIndex index = index();
        SegmentEntry entry = segment("orders", AT, Duration.ofMinutes(5), 1);
        index.record(entry);

        assertThat(index.segments("orders", new TimeSpan(AT.plus(Duration.ofMinutes(5)), AT.plus(Duration.ofDays(1)))))
                .hasSize(1);
        assertThat(index.segments("orders", new TimeSpan(AT.minus(Duration.ofDays(1)), AT)))
                .isEmpty();
        assertThat(index.segments("orders", new TimeSpan(Instant.MIN, Instant.MAX)))
                .hasSize(1);
    }

    @Test
    default void shouldGiveTheNewestFirstAndStopWhenToldTo() throws Exception {
        ChangeLogIndex index = index();
        for (int i = 0; i < 5; i++) {
            index.record(segment("orders", AT.plus(Duration.ofMinutes(i * 10L)), Duration.ofMinutes(9), i));
        }
        List<Instant> found = new ArrayList<>();

        index.newestFirst("orders", new TimeSpan(Instant.MIN, AT.plus(Duration.ofMinutes(30))), entry -> {
            found.add(entry.oldest());
            return found.size() < 2;
        });

        assertThat(found).containsExactly(AT.plus(Duration.ofMinutes(20)), AT.plus(Duration.ofMinutes(10)));
        found.clear();
        index.newestFirst(
                "orders",
                new TimeSpan(AT.plus(Duration.ofMinutes(15)), AT.plus(Duration.ofMinutes(30))),
                entry -> found.add(entry.oldest()));
        assertThat(found).containsExactly(AT.plus(Duration.ofMinutes(20)), AT.plus(Duration.ofMinutes(10)));
    }

    @Test
    default void shouldMoveACheckpointForwardOnlyAndKeepItsFirstChange() throws Exception {
        ChangeLogIndex index = index();
        index.advance(checkpoint("99", AT), Instant.MIN);
        index.advance(checkpoint("100", AT.plusSeconds(10)), Instant.MIN);
        index.advance(checkpoint("98", AT.plusSeconds(20)), Instant.MIN);

        assertThat(index.checkpoints("orders"))
                .containsExactly(new Checkpoint(
                        "orders", STREAM, "shard-1", AT, AT, "100", AT.plusSeconds(10), AT.plusSeconds(10)));
        assertThat(index.checkpoints("users")).isEmpty();
    }

    @Test
    default void shouldLeaveAStaleCheckpointAndSayWhichOneItIs() throws Exception {
        ChangeLogIndex index = index();
        Checkpoint stale = checkpoint("99", AT);
        assertThat(index.advance(stale, AT.plusSeconds(1))).isEmpty();
        Checkpoint next = checkpoint("100", AT.plusSeconds(10));

        assertThat(index.advance(next, AT.plusSeconds(1))).contains(stale);
        assertThat(index.checkpoints("orders")).containsExactly(stale);
        assertThat(index.advance(next, AT)).isEmpty();
        assertThat(index.advance(stale, Instant.MAX)).isEmpty();
    }

    @Test
    default void shouldGiveGapsBackInOrderAndOnce() throws Exception {
        ChangeLogIndex index = index();
        Gap first = new Gap("orders", AT, AT.plusSeconds(1), GapCause.RECORDS_GIVEN_UP, "first");
        Gap open = new Gap("orders", AT.plusSeconds(2), Instant.MAX, GapCause.STREAM_TRIMMED, "open");
        index.record(new GapIdentity("second"), open);
        index.record(new GapIdentity("first"), first);
        index.record(new GapIdentity("first"), first);

        assertThat(index.gaps("orders")).containsExactly(first, open);
        assertThat(index.gaps("users")).isEmpty();
    }

    /** Whoever notices it first, and whatever part of it: the later word never makes the gap smaller. */
    @Test
    default void shouldKeepOneGapOfOneIdentityThatCoversAllThatWasToldOfIt() throws Exception {
        ChangeLogIndex index = index();
        GapIdentity identity = new GapIdentity("records from 7 on");
        Gap wide = new Gap("orders", AT, AT.plusSeconds(9), GapCause.RECORDS_GIVEN_UP, "wide");
        Gap narrow = new Gap("orders", AT.plusSeconds(3), AT.plusSeconds(4), GapCause.RECORDS_GIVEN_UP, "narrow");
        Gap earlier = new Gap("orders", AT.minusSeconds(5), AT.plusSeconds(1), GapCause.RECORDS_GIVEN_UP, "earlier");
        index.record(identity, narrow);
        index.record(identity, wide);
        index.record(identity, narrow);
        assertThat(index.gaps("orders")).containsExactly(wide);

        index.record(identity, earlier);
        index.record(identity, wide);
        assertThat(index.gaps("orders"))
                .containsExactly(
                        new Gap("orders", AT.minusSeconds(5), AT.plusSeconds(9), GapCause.RECORDS_GIVEN_UP, "wide"));

        index.record(identity, new Gap("users", AT, AT.plusSeconds(1), GapCause.RECORDS_GIVEN_UP, "of another table"));
        index.record(new GapIdentity("records from 8 on"), narrow);
        assertThat(index.gaps("orders")).hasSize(2);
        assertThat(index.gaps("users")).hasSize(1);
    }

    @Test
    default void shouldKeepOneHashKeyForEachTable() throws Exception {
        ChangeLogIndex index = index();

        assertThat(index.hashKey("orders")).isEqualTo(index.hashKey("orders")).isNotEqualTo(index.hashKey("users"));
    }

    private static Checkpoint checkpoint(String sequence, Instant at) {
        return new Checkpoint("orders", STREAM, "shard-1", at, at, sequence, at, at);
    }

    private static SegmentEntry segment(String table, Instant oldest, Duration length, int number) {
        return new SegmentEntry(
                table,
                STREAM,
                "shard-1",
                "changes/table=" + table + "/segment-" + number + ".json.gz",
                oldest,
                oldest.plus(length),
                "1000" + number,
                "2000" + number,
                7,
                1234,
                "ab".repeat(32),
                new ItemHash(number, -number),
                KeyFilter.of(new long[] {number}, 1),
                oldest.plus(length).plusSeconds(1));
    }
}
