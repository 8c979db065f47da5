package dev.dynamorecovery.aws.item;

import dev.dynamorecovery.core.derivation.ItemLookup;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Looks items of a table up by consistent batch reads. */
public final class DynamoDbItemLookup implements ItemLookup {

    /** What DynamoDB takes in one call. */
    private static final int BATCH_KEYS = 100;

    private final DynamoDbClient dynamoDb;
    private final String table;

    /** Looks items up in that table. */
    public DynamoDbItemLookup(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public void find(Collection<ItemKey> keys, Consumer<Item> found) {
        List<Map<String, AttributeValue>> batch = new ArrayList<>(BATCH_KEYS);
        for (ItemKey key : keys) {
            batch.add(SdkItems.toSdk(new Item(key.attributes())));
            if (batch.size() == BATCH_KEYS) {
                read(batch, found);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            read(batch, found);
        }
    }

    private void read(List<Map<String, AttributeValue>> keys, Consumer<Item> found) {
        Map<String, KeysAndAttributes> waiting = Map.of(
                table,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        // Each call reads at least one item, or DynamoDB refuses it as throttled and the client tries again.
        while (!waiting.isEmpty()) {
            Map<String, KeysAndAttributes> unread = waiting;
            var response = dynamoDb.batchGetItem(request -> request.requestItems(unread));
            response.responses().values().forEach(items -> items.forEach(item -> found.accept(SdkItems.toItem(item))));
            waiting = response.unprocessedKeys();
        }
    }
}
