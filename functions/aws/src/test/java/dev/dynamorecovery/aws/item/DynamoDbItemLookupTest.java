package dev.dynamorecovery.aws.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class DynamoDbItemLookupTest {

    private static final KeySchema SCHEMA = KeySchema.of("orderId");

    private final HalfOfTheKeysAtATime dynamoDb = new HalfOfTheKeysAtATime();

    @Test
    void shouldFindEveryItemOverAsManyConsistentReadsAsItTakes() {
        List<ItemKey> keys = IntStream.range(0, 230)
                .mapToObj("o-%d"::formatted)
                .map(DynamoDbItemLookupTest::key)
                .toList();
        List<ItemKey> found = new ArrayList<>();

        new DynamoDbItemLookup(dynamoDb, "orders-restored").find(keys, item -> found.add(ItemKey.of(item, SCHEMA)));

        assertThat(found).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(dynamoDb.reads).allSatisfy(read -> {
            assertThat(read.consistentRead()).isTrue();
            assertThat(read.keys()).hasSizeLessThanOrEqualTo(100);
        });
    }

    @Test
    void shouldAskNothingForNoKey() {
        new DynamoDbItemLookup(dynamoDb, "orders-restored").find(List.of(), item -> {});

        assertThat(dynamoDb.reads).isEmpty();
    }

    private static ItemKey key(String order) {
        return ItemKey.of(new Item(Map.of("orderId", new AttributeValue.Text(order))), SCHEMA);
    }

    /** Leaves half of the keys unprocessed. */
    private static final class HalfOfTheKeysAtATime implements DynamoDbClient {

        private final List<KeysAndAttributes> reads = new ArrayList<>();

        @Override
        public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            KeysAndAttributes asked =
                    Objects.requireNonNull(request.requestItems().get("orders-restored"));
            reads.add(asked);
            int half = (asked.keys().size() + 1) / 2;
            BatchGetItemResponse.Builder response = BatchGetItemResponse.builder()
                    .responses(Map.of("orders-restored", asked.keys().subList(0, half)));
            if (half < asked.keys().size()) {
                response.unprocessedKeys(Map.of(
                        "orders-restored",
                        asked.toBuilder()
                                .keys(asked.keys().subList(half, asked.keys().size()))
                                .build()));
            }
            return response.build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
