package dev.dynamorecovery.aws.replay;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.replay.ItemWrite;
import dev.dynamorecovery.core.replay.work.ReplayTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * A table that is replayed onto: read in batches, written item by item, for DynamoDB's batches of writes take no
 * conditions.
 */
public final class DynamoDbReplayTarget implements ReplayTarget {

    /** What DynamoDB takes in one batch of reads. */
    private static final int KEYS_OF_BATCH = 100;

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final KeySchema schema;
    private final ExecutorService calls;

    /** @param calls runs the calls side by side; its threads bound how many */
    public DynamoDbReplayTarget(DynamoDbClient dynamoDb, String table, KeySchema schema, ExecutorService calls) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public Map<ItemKey, Item> read(Collection<ItemKey> keys) {
        List<ItemKey> all = List.copyOf(keys);
        List<Callable<List<Item>>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += KEYS_OF_BATCH) {
            List<ItemKey> batch = all.subList(from, Math.min(all.size(), from + KEYS_OF_BATCH));
            batches.add(() -> batch(batch));
        }
        Map<ItemKey, Item> found = new HashMap<>();
        for (List<Item> items : sideBySide(batches)) {
            items.forEach(item -> found.put(ItemKey.of(item, schema), item));
        }
        return found;
    }

    private List<Item> batch(List<ItemKey> keys) {
        List<Item> items = new ArrayList<>();
        Map<String, KeysAndAttributes> waiting = Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(keys.stream().map(DynamoDbReplayTarget::key).toList())
                        .consistentRead(true)
                        .build());
        // Each call reads at least one key, or DynamoDB refuses it as throttled and the client tries again.
        while (!waiting.isEmpty()) {
            Map<String, KeysAndAttributes> unread = waiting;
            var response = dynamoDb.batchGetItem(request -> request.requestItems(unread));
            response.responses().getOrDefault(table, List.of()).forEach(item -> items.add(SdkItems.toItem(item)));
            waiting = response.unprocessedKeys();
        }
        return items;
    }

    @Override
    public List<Boolean> write(List<ItemWrite> writes) {
        return sideBySide(writes.stream()
                .<Callable<Boolean>>map(write -> () -> write(write))
                .toList());
    }

    private boolean write(ItemWrite write) {
        try {
            return switch (write) {
                case ItemWrite.Create create -> create(create.item());
                case ItemWrite.Change change -> change(change);
                case ItemWrite.Delete delete -> delete(delete);
            };
        } catch (ConditionalCheckFailedException changedMeanwhile) {
            return false;
        }
    }

    private boolean create(Item item) {
        WriteExpressions expressions = WriteExpressions.absent(schema.partitionKey());
        dynamoDb.putItem(request -> request.tableName(table)
                .item(SdkItems.toSdk(item))
                .conditionExpression(expressions.condition())
                .expressionAttributeNames(expressions.names()));
        return true;
    }

    private boolean change(ItemWrite.Change change) {
        WriteExpressions expressions = WriteExpressions.edited(schema.partitionKey(), change.edits());
        dynamoDb.updateItem(request -> request.tableName(table)
                .key(key(change.key()))
                .updateExpression(expressions.update())
                .conditionExpression(expressions.condition())
                .expressionAttributeNames(expressions.names())
                .expressionAttributeValues(expressions.values()));
        return true;
    }

    /**
     * Deletes the item, unless it changed. No condition can say that an item has no further attributes; so what was
     * deleted is looked at, and put back when somebody had just added one.
     */
    private boolean delete(ItemWrite.Delete delete) {
        WriteExpressions expressions = WriteExpressions.unchanged(delete.item());
        Map<String, AttributeValue> deleted = dynamoDb.deleteItem(request -> request.tableName(table)
                        .key(key(delete.key()))
                        .conditionExpression(expressions.condition())
                        .expressionAttributeNames(expressions.names())
                        .expressionAttributeValues(expressions.values())
                        .returnValues(ReturnValue.ALL_OLD))
                .attributes();
        Item gone = SdkItems.toItem(deleted);
        if (gone.equals(delete.item())) {
            return true;
        }
        create(gone);
        return false;
    }

    private static Map<String, AttributeValue> key(ItemKey key) {
        return SdkItems.toSdk(new Item(key.attributes()));
    }

    private <T> List<T> sideBySide(List<Callable<T>> tasks) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : calls.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A call of DynamoDB failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted between calls of DynamoDB: call again", interrupted);
        }
    }
}
