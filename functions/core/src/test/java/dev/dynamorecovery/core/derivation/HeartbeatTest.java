package dev.dynamorecovery.core.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.item.ScanPage;
import dev.dynamorecovery.core.item.ScanSegment;
import dev.dynamorecovery.core.plan.ChangeAttributes;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final KeySchema SCHEMA = KeySchema.of("userId", "orderId");
    private static final Item KEY = item("recovery", "heartbeat", "");
    private static final ChangeLogPlan PLAN = new ChangeLogPlan(Optional.of(KEY), ChangeAttributes.NONE);

    @Test
    void shouldKnowTheHeartbeatByItsKeyWhateverItHolds() {
        Heartbeat heartbeat = Heartbeat.of(PLAN, SCHEMA);

        assertThat(heartbeat.is(KEY)).isTrue();
        assertThat(heartbeat.is(item("recovery", "heartbeat", "beat 7"))).isTrue();
        assertThat(heartbeat.is(item("recovery", "o-1", ""))).isFalse();
        assertThat(heartbeat.is(item("u-1", "heartbeat", ""))).isFalse();
    }

    @Test
    void shouldScanEverythingButTheHeartbeat() {
        Item order = item("u-1", "o-1", "paid");
        ScanPage page = new ScanPage(List.of(order, item("recovery", "heartbeat", "beat 7")), null);

        assertThat(Heartbeat.of(PLAN, SCHEMA)
                        .without((segment, from) -> page)
                        .page(new ScanSegment(0, 1), null)
                        .items())
                .containsExactly(order);
        assertThat(Heartbeat.of(ChangeLogPlan.NONE, SCHEMA)
                        .without((segment, from) -> page)
                        .page(new ScanSegment(0, 1), null))
                .isSameAs(page);
    }

    @Test
    void shouldTakeNoItemOfATableWithOtherKeysForAHeartbeat() {
        assertThat(Heartbeat.of(PLAN, KeySchema.of("id")).is(new Item(Map.of("id", new AttributeValue.Text("x")))))
                .isFalse();
    }

    private static Item item(String userId, String orderId, String status) {
        Map<String, AttributeValue> key =
                Map.of("userId", new AttributeValue.Text(userId), "orderId", new AttributeValue.Text(orderId));
        if (status.isEmpty()) {
            return new Item(key);
        }
        return new Item(Map.of(
                "userId",
                new AttributeValue.Text(userId),
                "orderId",
                new AttributeValue.Text(orderId),
                "status",
                new AttributeValue.Text(status)));
    }
}
