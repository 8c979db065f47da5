package dev.dynamorecovery.aws.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.invariant.ReferencedItems.UncheckableReference;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class DynamoDbReferencedItemsTest {

    private static final KeySchema SCHEMA = KeySchema.of("orderId", "sequence");

    private final OneKeyAtATime dynamoDb = new OneKeyAtATime();
    private final DynamoDbReferencedItems items = new DynamoDbReferencedItems(dynamoDb);

    @Test
    void shouldFindThoseThatExistOverAsManyReadsAsItTakes() throws Exception {
        assertThat(items.existing("transactions", SCHEMA, Set.of(key("a", "1"), key("b", "2"), key("gone", "3"))))
                .containsExactlyInAnyOrder(key("a", "1"), key("b", "2.0"));
        assertThat(dynamoDb.requests).hasSize(3).allSatisfy(request -> {
            var read = Objects.requireNonNull(request.requestItems().get("transactions"));
            assertThat(read.consistentRead()).isTrue();
            assertThat(read.expressionAttributeNames().values()).containsExactlyInAnyOrder("orderId", "sequence");
        });
    }

    @Test
    void shouldSayThatTheTableDoesNotExist() {
        dynamoDb.failure = ResourceNotFoundException.builder().message("none").build();

        assertThatThrownBy(() -> items.existing("transactions", SCHEMA, Set.of(key("a", "1"))))
                .isInstanceOf(UncheckableReference.class)
                .hasMessageContaining("transactions does not exist");
    }

    @Test
    void shouldSayThatTheTableHasAnotherKey() {
        dynamoDb.failure = refusal("ValidationException");

        assertThatThrownBy(() -> items.existing("transactions", SCHEMA, Set.of(key("a", "1"))))
                .isInstanceOf(UncheckableReference.class)
                .hasMessageContaining("[orderId, sequence]");
    }

    @Test
    void shouldNotTakeAnyOtherFailureForAnAnswer() {
        dynamoDb.failure = refusal("AccessDeniedException");

        assertThatThrownBy(() -> items.existing("transactions", SCHEMA, Set.of(key("a", "1"))))
                .isSameAs(dynamoDb.failure);
    }

    private static RuntimeException refusal(String code) {
        return DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .message(code)
                .build();
    }

    private static ItemKey key(String order, String sequence) {
        return ItemKey.of(
                new Item(Map.of(
                        "orderId", new AttributeValue.Text(order), "sequence", new AttributeValue.Numeric(sequence))),
                SCHEMA);
    }

    /** Reads one key a call and leaves the others unprocessed. */
    private static final class OneKeyAtATime implements DynamoDbClient {

        private final List<BatchGetItemRequest> requests = new ArrayList<>();
        private @Nullable RuntimeException failure;

        @Override
        public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            if (failure != null) {
                throw failure;
            }
            requests.add(request);
            var asked = Objects.requireNonNull(request.requestItems().get("transactions"));
            var read = asked.keys().getFirst();
            var left = asked.keys().subList(1, asked.keys().size());
            var response = BatchGetItemResponse.builder()
                    .responses(Map.of("transactions", read.toString().contains("gone") ? List.of() : List.of(read)));
            if (!left.isEmpty()) {
                response.unprocessedKeys(
                        Map.of("transactions", asked.toBuilder().keys(left).build()));
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
