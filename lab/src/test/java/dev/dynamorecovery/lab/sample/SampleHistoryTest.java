package dev.dynamorecovery.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SampleHistoryTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String KEY = "user-000001/order-1";

    private final Map<String, AttributeValue> placed =
            new SampleOrders(new SplittableRandom(1)).placed("user-000001", "order-1");
    private final Map<String, AttributeValue> paid = SampleOrders.inStatus(placed, OrderStatus.PAID);
    private final SampleHistory history = new SampleHistory();
    private final SampleModel model = new SampleModel();

    /** Placed in the first second, paid in the third, erased in the fifth: each takes half a second. */
    @BeforeEach
    void makeHistory() {
        record(new SampleWrite.Insert(SampleTable.ORDERS, placed), 1);
        record(new SampleWrite.Update(SampleTable.ORDERS, placed, paid), 3);
        record(new SampleWrite.Delete(SampleTable.ORDERS, paid), 5);
    }

    @Test
    void shouldKnowTheOneStateBetweenTwoChanges() {
        assertThat(differs(0.5)).containsExactly(false, true, true);
        assertThat(differs(2)).containsExactly(true, false, true);
        assertThat(differs(4)).containsExactly(true, true, false);
        assertThat(differs(6)).containsExactly(false, true, true);
    }

    @Test
    void shouldAllowBothStatesWhileAChangeIsUnderWay() {
        assertThat(differs(1.2)).containsExactly(false, false, true);
        assertThat(differs(3.2)).containsExactly(true, false, false);
        assertThat(differs(5.5)).containsExactly(false, true, false);
    }

    @Test
    void shouldAllowEveryStateWithinTheTime() {
        PossibleStates states = history.between(SampleTable.ORDERS, model, at(2), at(4));

        assertThat(differs(states)).containsExactly(true, false, false);
    }

    @Test
    void shouldTakeItemsThatNeverChangedFromTheModel() {
        Map<String, AttributeValue> other = new SampleOrders(new SplittableRandom(2)).placed("user-000002", "order-2");
        model.put(new SampleItem(SampleTable.ORDERS, other));

        PossibleStates states = history.between(SampleTable.ORDERS, model, at(0), at(0));

        assertThat(SampleDifference.between(SampleTable.ORDERS, states, List.of())
                        .missing())
                .containsExactly("user-000002/order-2");
    }

    @Test
    void shouldNameWhatChangedSince() {
        assertThat(history.changedSince(SampleTable.ORDERS, at(5))).isEqualTo(Set.of(KEY));
        assertThat(history.changedSince(SampleTable.ORDERS, at(5.1))).isEmpty();
    }

    private void record(SampleWrite write, double second) {
        history.record(write, at(second), at(second + 0.5));
        write.applyTo(model);
    }

    private List<Boolean> differs(double second) {
        return differs(history.between(SampleTable.ORDERS, model, at(second), at(second)));
    }

    /** Whether no order, the placed one and the paid one would each be a difference. */
    private List<Boolean> differs(PossibleStates states) {
        return List.of(
                !SampleDifference.between(SampleTable.ORDERS, states, List.of()).isEmpty(),
                !SampleDifference.between(SampleTable.ORDERS, states, List.of(placed))
                        .isEmpty(),
                !SampleDifference.between(SampleTable.ORDERS, states, List.of(paid))
                        .isEmpty());
    }

    private static Instant at(double second) {
        return START.plus(Duration.ofMillis(Math.round(second * 1000)));
    }
}
