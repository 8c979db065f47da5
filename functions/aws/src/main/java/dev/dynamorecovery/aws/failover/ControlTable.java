package dev.dynamorecovery.aws.failover;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The control table: all reads are strongly consistent, for what is decided on them must be true. */
record ControlTable(DynamoDbClient client, String name) {

    <T> Optional<T> read(String group, String position, Class<T> type) {
        Map<String, AttributeValue> item = client.getItem(request -> request.tableName(name)
                        .key(ControlItem.key(group, position))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(ControlItem.read(item, type));
    }

    /** The documents of a group whose position begins so, in order of their positions. */
    <T> List<T> read(String group, Class<T> type, String beginning) {
        return client
                .queryPaginator(request -> request.tableName(name)
                        .consistentRead(true)
                        .keyConditionExpression("#group = :group AND begins_with(#position, :beginning)")
                        .expressionAttributeNames(
                                Map.of("#group", ControlItem.GROUP, "#position", ControlItem.POSITION))
                        .expressionAttributeValues(Map.of(
                                ":group", AttributeValue.fromS(group),
                                ":beginning", AttributeValue.fromS(beginning))))
                .items()
                .stream()
                .map(item -> ControlItem.read(item, type))
                .toList();
    }
}
