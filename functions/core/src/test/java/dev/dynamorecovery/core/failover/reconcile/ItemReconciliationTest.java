package dev.dynamorecovery.core.failover.reconcile;

import static dev.dynamorecovery.core.failover.reconcile.TwoReplicas.HAND_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemReconciliationTest {

    private final List<Change> inLeft = new ArrayList<>();
    private final List<Change> inEntered = new ArrayList<>();
    private int sequence = 100;

    private ItemReconciliation item() {
        return new ItemReconciliation(HAND_OVER, inLeft, inEntered);
    }

    private void change(List<Change> log, int second, @Nullable String before, @Nullable String after) {
        change(log, second, before, after, ChangeOrigin.WRITE);
    }

    /** @param second from the hand-over on */
    private void change(
            List<Change> log, int second, @Nullable String before, @Nullable String after, ChangeOrigin origin) {
        log.add(new Change(
                new ChangePosition("2026-11-01T00:00:00.000", "shard-0", Integer.toString(sequence++)),
                HAND_OVER.at().plusSeconds(second),
                new Item(Map.of("id", new AttributeValue.Text("k"))),
                state(before),
                state(after),
                origin));
    }

    private static @Nullable Item state(@Nullable String value) {
        return value == null
                ? null
                : new Item(Map.of("id", new AttributeValue.Text("k"), "value", new AttributeValue.Text(value)));
    }

    @Test
    void shouldTellOfTheWriteThatDidNotArriveBeforeTheFailover() {
        change(inLeft, -20, "first", "second");
        change(inLeft, -10, "second", "third");
        change(inLeft, -9, "third", "fourth");
        change(inLeft, 300, "fourth", "other");
        change(inEntered, -19, "first", "second");
        change(inEntered, 30, "second", "other");

        assertThat(item().lost()).singleElement().satisfies(lost -> {
            assertThat(lost.region()).isEqualTo("us-east-1");
            assertThat(lost.lost()).isEqualTo(state("fourth"));
            assertThat(lost.winner()).isEqualTo(state("other"));
            assertThat(lost.base()).contains(new LostVersion.Base(state("second")));
            assertThat(lost.writes()).isEqualTo(2);
            assertThat(lost.writtenAt()).contains(HAND_OVER.at().minusSeconds(9));
            assertThat(lost.overwritten()).isEqualTo(inLeft.getLast().position());
        });
        assertThat(item().isPending()).isFalse();
    }

    @Test
    void shouldTellOfTheNewRegionsWriteThatTheOldOneWonAgainst() {
        change(inLeft, -3, "first", "second");
        change(inEntered, -1, "first", "other");
        change(inEntered, 60, "other", "second");

        assertThat(item().lost()).singleElement().satisfies(lost -> {
            assertThat(lost.region()).isEqualTo("us-east-2");
            assertThat(lost.lost()).isEqualTo(state("other"));
            assertThat(lost.winner()).isEqualTo(state("second"));
            assertThat(lost.base()).contains(new LostVersion.Base(state("first")));
        });
    }

    @Test
    void shouldTellWhatAWriteMayHaveReplacedThatTheLeftRegionTookLate() {
        change(inLeft, -10, "first", "second");
        change(inEntered, -9, "first", "second");
        change(inEntered, 30, "second", "third");
        change(inEntered, 31, "third", "fourth");
        change(inLeft, 32, "second", "late");
        change(inEntered, 33, "fourth", "late");

        assertThat(item().lost()).singleElement().satisfies(lost -> {
            assertThat(lost.certain()).isFalse();
            assertThat(lost.region()).isEqualTo("us-east-2");
            assertThat(lost.lost()).isEqualTo(state("fourth"));
            assertThat(lost.winner()).isEqualTo(state("late"));
            assertThat(lost.base()).contains(new LostVersion.Base(state("second")));
            assertThat(lost.writes()).isEqualTo(2);
        });
    }

    @Test
    void shouldTellOfNothingWhereALateWriteWasMadeOnWhatItReplaced() {
        change(inEntered, 30, "first", "second");
        change(inLeft, 31, "first", "second");
        change(inLeft, 32, "second", "late");
        change(inEntered, 33, "second", "late");

        assertThat(item().lost()).isEmpty();
    }

    @Test
    void shouldTakeNoWriteForLateThatAwsWouldNotHaveTakenAnyMore() {
        int tooLate = (int) HandOver.LATE_WITHIN.plus(HandOver.CLOCK_TOLERANCE).toSeconds() + 1;
        change(inEntered, tooLate - 10, "first", "second");
        change(inLeft, tooLate, "first", "late");
        change(inEntered, tooLate, "second", "late");

        assertThat(item().lost()).isEmpty();
    }

    @Test
    void shouldTellOfALostWriteThatIsOlderThanTheLog() {
        change(inLeft, 300, "unknown", "other");
        change(inEntered, 30, "first", "other");

        assertThat(item().lost()).singleElement().satisfies(lost -> {
            assertThat(lost.lost()).isEqualTo(state("unknown"));
            assertThat(lost.base()).isEmpty();
            assertThat(lost.writes()).isZero();
        });
    }

    @Test
    void shouldTellOfNothingWhereTheNewWriterHadSeenTheOldWrite() {
        change(inLeft, -20, "first", "second");
        change(inLeft, 300, "second", "fourth");
        change(inEntered, -19, "first", "second");
        change(inEntered, 30, "second", "third");
        change(inEntered, 31, "third", "fourth");

        assertThat(item().lost()).isEmpty();
        assertThat(item().isPending()).isFalse();
    }

    @Test
    void shouldTellOfALostDeletion() {
        change(inLeft, -10, "first", null);
        change(inLeft, 300, null, "other");
        change(inEntered, 30, "first", "other");

        assertThat(item().lost())
                .singleElement()
                .satisfies(lost -> assertThat(lost.lost()).isNull());
    }

    @Test
    void shouldTellOfAWriteThatAnExpiryInTheFencedRegionTookAway() {
        change(inLeft, -20, null, "first");
        change(inLeft, 40, "first", null, ChangeOrigin.TIME_TO_LIVE);
        change(inEntered, -19, null, "first");
        change(inEntered, 39, "first", "extended");
        change(inEntered, 41, "extended", null);

        assertThat(item().lost()).singleElement().satisfies(lost -> {
            assertThat(lost.region()).isEqualTo("us-east-2");
            assertThat(lost.lost()).isEqualTo(state("extended"));
        });
    }

    @Test
    void shouldSayThatItIsOpenWhileTheOldWriteHasNotArrived() {
        change(inLeft, -10, "first", "second");

        assertThat(item().isPending()).isTrue();

        change(inEntered, 30, "first", "other");

        assertThat(item().isPending()).isTrue();
        assertThat(item().lost()).isEmpty();
    }

    @Test
    void shouldNotWaitForWritesThatReplicationCombinedIntoNone() {
        change(inLeft, -10, "first", "second");
        change(inLeft, -9, "second", "first");

        assertThat(item().isPending()).isFalse();
    }

    @Test
    void shouldSayThatALogMissesAChange() {
        change(inLeft, -20, "first", "second");
        change(inLeft, -10, "third", "fourth");

        assertThat(item().isBroken()).isTrue();
    }

    @Test
    void shouldCountARepeatedChangeOnce() {
        change(inLeft, -20, "first", "second");
        inLeft.add(inLeft.getFirst());
        change(inLeft, 300, "second", "third");
        change(inEntered, -19, "first", "second");
        change(inEntered, 30, "second", "third");

        assertThat(item().isBroken()).isFalse();
        assertThat(item().lost()).isEmpty();
    }
}
