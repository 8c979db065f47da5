package dev.dynamorecovery.aws.invariant;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.invariant.ReferencedItems;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Finds items of other tables by consistent batch reads of their keys alone. */
public final class DynamoDbReferencedItems implements ReferencedItems {

    private final DynamoDbClient dynamoDb;

    public DynamoDbReferencedItems(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    @Override
    public Set<ItemKey> existing(String table, KeySchema schema, Set<ItemKey> keys) throws UncheckableReference {
        var existing = new HashSet<ItemKey>();
        var waiting = Map.of(table, request(schema, keys));
        try {
            // Each call reads at least one key, or DynamoDB refuses it as throttled and the client tries again.
            while (!waiting.isEmpty()) {
                var unread = waiting;
                var response = dynamoDb.batchGetItem(request -> request.requestItems(unread));
                response.responses()
                        .values()
                        .forEach(items ->
                                items.forEach(item -> existing.add(ItemKey.of(SdkItems.toItem(item), schema))));
                waiting = response.unprocessedKeys();
            }
            return existing;
        } catch (ResourceNotFoundException noSuchTable) {
            throw new UncheckableReference("table " + table + " does not exist", noSuchTable);
        } catch (DynamoDbException refused) {
            if (refused.awsErrorDetails() != null
                    && "ValidationException".equals(refused.awsErrorDetails().errorCode())) {
                throw new UncheckableReference("the key of table " + table + " is not " + schema.names(), refused);
            }
            throw refused;
        }
    }

    private static KeysAndAttributes request(KeySchema schema, Set<ItemKey> keys) {
        var names = new HashMap<String, String>();
        schema.names().forEach(name -> names.put("#k" + names.size(), name));
        return KeysAndAttributes.builder()
                .keys(keys.stream()
                        .map(key -> SdkItems.toSdk(new Item(key.attributes())))
                        .collect(Collectors.toList()))
                .projectionExpression(names.keySet().stream().sorted().collect(Collectors.joining(", ")))
                .expressionAttributeNames(names)
                .consistentRead(true)
                .build();
    }
}
