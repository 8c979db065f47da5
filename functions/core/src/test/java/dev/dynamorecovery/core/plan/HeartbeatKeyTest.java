package dev.dynamorecovery.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HeartbeatKeyTest {

    private static final KeySchema SCHEMA = KeySchema.of("orderId", "sequence");
    private static final HeartbeatKey KEY = HeartbeatKey.of(item("beat", "0"), SCHEMA);

    @Test
    void shouldGiveEachWriterAnItemOfItsOwn() {
        assertThat(KEY.of("us-east-1")).isEqualTo(item("beat#us-east-1", "0"));
        assertThat(KEY.of("us-east-2")).isNotEqualTo(KEY.of("us-east-1"));
    }

    @Property
    void shouldCoverTheItemsOfAllWriters(@ForAll @StringLength(max = 300) String writer) {
        assertThat(KEY.covers(ItemKey.of(KEY.of(writer), SCHEMA))).isTrue();
    }

    @Property
    void shouldCoverNoData(@ForAll @StringLength(max = 300) String orderId) {
        boolean heartbeat = orderId.equals("beat") || orderId.startsWith("beat#");

        assertThat(KEY.covers(ItemKey.of(item(orderId, "0"), SCHEMA))).isEqualTo(heartbeat);
        assertThat(KEY.covers(ItemKey.of(item("beat" + orderId, "0"), SCHEMA)))
                .isEqualTo(orderId.isEmpty() || orderId.startsWith("#"));
        assertThat(KEY.covers(ItemKey.of(item("beat#us-east-1", "1"), SCHEMA))).isFalse();
    }

    @Test
    void shouldCoverTheSharedItemWhereThePartitionKeyHasNoRoomForAName() {
        KeySchema schema = KeySchema.of("id");
        Item shared = new Item(Map.of("id", new AttributeValue.Numeric("-1")));
        HeartbeatKey key = HeartbeatKey.of(shared, schema);

        assertThat(key.of("us-east-1")).isEqualTo(shared);
        assertThat(key.covers(ItemKey.of(shared, schema))).isTrue();
        assertThat(key.covers(ItemKey.of(new Item(Map.of("id", new AttributeValue.Numeric("1"))), schema)))
                .isFalse();
    }

    private static Item item(String orderId, String sequence) {
        return new Item(
                Map.of("orderId", new AttributeValue.Text(orderId), "sequence", new AttributeValue.Numeric(sequence)));
    }
}
