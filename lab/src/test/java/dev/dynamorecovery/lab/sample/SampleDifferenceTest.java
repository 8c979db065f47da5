package dev.dynamorecovery.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SampleDifferenceTest {

    private final Map<String, AttributeValue> user = new SampleUsers(new SplittableRandom(5)).user(3);

    @Test
    void shouldTakeNumbersWrittenAnotherWayAndSetsInAnotherOrderForEqual() {
        Map<String, AttributeValue> same = new HashMap<>(user);
        same.put("version", AttributeValue.fromN("1.00"));
        same.put(
                "tags",
                AttributeValue.fromSs(
                        SampleGenerator.attribute(user, "tags").ss().reversed()));

        assertThat(difference(List.of(same)).isEmpty()).isTrue();
    }

    @Test
    void shouldNameWhatIsMissingExtraAndDifferent() {
        Map<String, AttributeValue> changed = new HashMap<>(user);
        changed.put("version", AttributeValue.fromS("1"));
        Map<String, AttributeValue> extra = new HashMap<>(user);
        extra.put("userId", AttributeValue.fromS("user-extra"));

        assertThat(difference(List.of(changed, extra)).different()).containsExactly("user-000003");
        assertThat(difference(List.of(changed, extra)).extra()).containsExactly("user-extra");
        assertThat(difference(List.of()).missing()).containsExactly("user-000003");
    }

    @Test
    void shouldSeeEveryKindOfDamageTheCorruptorDoes() {
        Map<String, AttributeValue> order = new SampleOrders(new SplittableRandom(1)).placed("user-000001", "order-1");
        Map<String, Map<String, AttributeValue>> expected = Map.of("user-000001/order-1", order);
        for (int turn = 0; turn < 5; turn++) {
            SampleDifference difference = SampleDifference.between(
                    SampleTable.ORDERS, expected, List.of(SampleCorruptor.spoiled(order, turn)));

            assertThat(difference.different()).as("damage %d", turn).containsExactly("user-000001/order-1");
        }
    }

    private SampleDifference difference(List<Map<String, AttributeValue>> actual) {
        return SampleDifference.between(SampleTable.USERS, Map.of("user-000003", user), actual);
    }
}
