package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.rpo.Heartbeat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Tables of orders that take a marker, which is at once in every Region. */
final class MarkedTables implements DynamoDbClient {

    private final Map<String, AttributeValue> markers = new ConcurrentHashMap<>();

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        return DescribeTableResponse.builder()
                .table(TableDescription.builder()
                        .tableName(request.tableName())
                        .tableSizeBytes(1_000L)
                        .keySchema(key("userId", KeyType.HASH), key("orderId", KeyType.RANGE))
                        .build())
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        markers.put(
                request.tableName(),
                Objects.requireNonNull(request.expressionAttributeValues().get(":now")));
        return UpdateItemResponse.builder().build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        AttributeValue marker = markers.get(request.tableName());
        return GetItemResponse.builder()
                .item(marker == null ? Map.of() : Map.of(Heartbeat.WRITTEN_AT, marker))
                .build();
    }
}
