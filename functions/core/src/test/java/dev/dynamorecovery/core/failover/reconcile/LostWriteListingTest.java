package dev.dynamorecovery.core.failover.reconcile;

import static dev.dynamorecovery.core.failover.reconcile.TwoReplicas.HAND_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.TableLog;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeySchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LostWriteListingTest {

    private static final Instant NOW = HAND_OVER.at().plusSeconds(600);

    private final FixedLog left = new FixedLog();
    private final FixedLog entered = new FixedLog();
    private int sequence = 100;

    /** A log that says what a test says. */
    private static final class FixedLog implements TableLog {

        private final List<Change> changes = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final List<Gap> unreadable = new ArrayList<>();
        private int slices = 1;

        @Override
        public List<Gap> gaps(TimeSpan span) {
            return gaps;
        }

        @Override
        public List<TimeSpan> slices(TimeSpan span, int mostChanges) {
            return java.util.Collections.nCopies(slices, span);
        }

        @Override
        public List<Gap> read(TimeSpan span, Consumer<Change> sink) {
            changes.stream().filter(change -> span.contains(change.at())).forEach(sink);
            return unreadable;
        }
    }

    private LostWriteListing.TableLosses losses() {
        return losses(HAND_OVER, NOW);
    }

    private LostWriteListing.TableLosses losses(HandOver handOver, Instant now) {
        return LostWriteListing.of(
                new ReconciledTable(
                        "orders",
                        KeySchema.of("id"),
                        left,
                        entered,
                        key -> key.toString().contains("heartbeat"),
                        Item::hashCode),
                handOver,
                now);
    }

    private LossStatus status(RecordedResolution... resolutions) {
        return LossStatus.of(HAND_OVER, List.of(losses()), List.of(resolutions));
    }

    private void change(FixedLog log, int second, String key, String before, String after) {
        log.changes.add(new Change(
                new ChangePosition("2026-11-01T00:00:00.000", "shard-0", Integer.toString(sequence++)),
                HAND_OVER.at().plusSeconds(second),
                new Item(Map.of("id", new AttributeValue.Text(key))),
                state(key, before),
                state(key, after),
                ChangeOrigin.WRITE));
    }

    private static Item state(String key, String value) {
        return new Item(Map.of("id", new AttributeValue.Text(key), "value", new AttributeValue.Text(value)));
    }

    private static Gap gap(int from, int until, GapCause cause) {
        return new Gap(
                "orders", HAND_OVER.at().plusSeconds(from), HAND_OVER.at().plusSeconds(until), cause, "for a test");
    }

    private static RecordedResolution decision(String id) {
        return new RecordedResolution("orders", id, "orders", "Discard", "ada", NOW, "");
    }

    private void lose(String key) {
        change(left, -10, key, "first", "second");
        change(left, 300, key, "second", "other");
        change(entered, 30, key, "first", "other");
    }

    @Test
    void shouldBeClearWhereNothingWasLost() {
        change(left, -10, "k", "first", "second");
        change(entered, -9, "k", "first", "second");

        assertThat(status()).isEqualTo(LossStatus.CLEAR);
    }

    @Test
    void shouldWaitForADecisionOnEachLoss() {
        lose("k");
        lose("m");
        List<LostWrite> lost = losses().lost();

        assertThat(lost).hasSize(2).extracting(LostWrite::id).doesNotHaveDuplicates();
        assertThat(status()).isEqualTo(LossStatus.UNRESOLVED);
        assertThat(status(decision(lost.getFirst().id()))).isEqualTo(LossStatus.UNRESOLVED);
        assertThat(status(
                        decision(lost.getFirst().id()), decision(lost.getLast().id())))
                .isEqualTo(LossStatus.CLEAR);
    }

    @Test
    void shouldNameALossTheSameEachTimeAndFindItInWhicheverPartOfTheKeys() {
        lose("k");
        lose("m");
        List<String> names = losses().lost().stream().map(LostWrite::id).toList();
        left.slices = 3;
        entered.slices = 4;

        assertThat(losses().lost().stream().map(LostWrite::id)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void shouldSayUnknownWhereALogHasAGapUntilAPersonAcceptsIt() {
        entered.gaps.add(gap(10, 20, GapCause.RECORDS_GIVEN_UP));

        assertThat(status()).isEqualTo(LossStatus.UNKNOWN);
        assertThat(status(decision(RecordedResolution.unknownOf(HAND_OVER)))).isEqualTo(LossStatus.CLEAR);
        assertThat(losses().unknown()).singleElement().asString().contains("for a test");
    }

    @Test
    void shouldSayUnknownWhereASegmentCannotBeRead() {
        left.unreadable.add(gap(-20, -10, GapCause.SEGMENT_CORRUPT));

        assertThat(status()).isEqualTo(LossStatus.UNKNOWN);
    }

    @Test
    void shouldSayUnknownWhereAChangeOfAnItemIsMissing() {
        change(left, -20, "k", "first", "second");
        change(left, -10, "k", "third", "fourth");

        assertThat(status()).isEqualTo(LossStatus.UNKNOWN);
    }

    @Test
    void shouldNotMindAGapThatWasOverLongBeforeTheHandOver() {
        left.gaps.add(gap(-3_600, -60, GapCause.NOT_STARTED));
        change(left, 300, "k", "second", "other");
        change(entered, 30, "k", "first", "other");

        assertThat(losses().unknown()).isEmpty();
        assertThat(losses().lost()).hasSize(1);
    }

    @Test
    void shouldSayUnsettledWhileTheOldWriteIsOnItsWay() {
        change(left, -10, "k", "first", "second");

        assertThat(status()).isEqualTo(LossStatus.UNSETTLED);
    }

    @Test
    void shouldSayUnsettledWhileALogHasNotComePastTheHandOver() {
        left.gaps.add(gap(-30, 900, GapCause.NOT_SETTLED));

        assertThat(status()).isEqualTo(LossStatus.UNSETTLED);
    }

    @Test
    void shouldLeaveTheSuitesOwnItemsOut() {
        lose("recovery:heartbeat#us-east-1");

        assertThat(status()).isEqualTo(LossStatus.CLEAR);
    }

    @Test
    void shouldLookAfterAPlannedMoveOnlyAtWhatMayHaveBeenSentLate() {
        HandOver planned =
                new HandOver(HAND_OVER.left(), HAND_OVER.entered(), HAND_OVER.at(), HandOver.CLOCK_TOLERANCE, false);
        int dayLater = 86_400;
        change(left, 40, "k", "first", "late");
        change(entered, 30, "k", "first", "second");
        change(entered, 41, "k", "second", "late");
        change(left, dayLater, "m", "first", "second");
        left.gaps.add(gap(dayLater, dayLater + 60, GapCause.NOT_SETTLED));

        LostWriteListing.TableLosses losses = losses(planned, HAND_OVER.at().plusSeconds(dayLater + 60));

        assertThat(losses.lost())
                .singleElement()
                .satisfies(write -> assertThat(write.version().certain()).isFalse());
        assertThat(losses.items()).isEqualTo(1);
        assertThat(losses.unsettled()).isFalse();
    }

    @Test
    void shouldSayOfSeveralMovesWhatIsLeastKnownOrDecided() {
        assertThat(LossStatus.NO_FAILOVER.and(LossStatus.CLEAR)).isEqualTo(LossStatus.CLEAR);
        assertThat(LossStatus.CLEAR.and(LossStatus.UNRESOLVED)).isEqualTo(LossStatus.UNRESOLVED);
        assertThat(LossStatus.UNKNOWN.and(LossStatus.UNRESOLVED)).isEqualTo(LossStatus.UNKNOWN);
        assertThat(LossStatus.UNKNOWN.and(LossStatus.UNSETTLED)).isEqualTo(LossStatus.UNSETTLED);
        assertThat(LossStatus.NO_FAILOVER.and(LossStatus.NO_FAILOVER)).isEqualTo(LossStatus.NO_FAILOVER);
    }
}
