package dev.dynamorecovery.lab.sample;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The sample tables as the application sees them: plain DynamoDB calls, and no heartbeat of the suite among the items. */
public final class SampleStore {

    private static final int BATCH_ITEMS = 25;
    private static final int SCAN_SEGMENTS = 16;

    private final DynamoDbClient dynamoDb;
    private final Map<SampleTable, String> tableNames;
    private final int threads;
    private final SampleHeartbeats heartbeats = new SampleHeartbeats(new PackagedPlans());

    public SampleStore(DynamoDbClient dynamoDb, Map<SampleTable, String> tableNames, int threads) {
        this.dynamoDb = dynamoDb;
        this.tableNames = Map.copyOf(tableNames);
        this.threads = threads;
    }

    /** The name a sample table has in this stack. */
    public String nameOf(SampleTable table) {
        String name = tableNames.get(table);
        if (name == null) {
            throw new IllegalArgumentException("no table name was given for " + table);
        }
        return name;
    }

    /** Writes items in batches, without conditions, telling how many are written so far. */
    public void load(List<SampleItem> items, IntConsumer written) throws InterruptedException {
        batches(
                items,
                item -> WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item.attributes()).build())
                        .build(),
                written);
    }

    /** Deletes every item of the three tables, telling how many are gone so far. */
    public void empty(IntConsumer deleted) throws InterruptedException {
        List<SampleItem> present = new ArrayList<>();
        for (SampleTable table : SampleTable.values()) {
            scan(table, nameOf(table)).forEach(item -> present.add(new SampleItem(table, item)));
        }
        batches(
                present,
                item -> WriteRequest.builder()
                        .deleteRequest(DeleteRequest.builder().key(item.key()).build())
                        .build(),
                deleted);
    }

    /**
     * Makes the changes of one business transaction, all or none.
     *
     * @return false when a condition did not hold and nothing was changed
     */
    public boolean write(List<SampleWrite> writes) {
        try {
            if (writes.size() == 1) {
                writeOne(writes.getFirst());
            } else {
                dynamoDb.transactWriteItems(request -> request.transactItems(writes.stream()
                        .map(write -> SampleWriteExpressions.toItem(write, nameOf(write.table())))
                        .toList()));
            }
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()))) {
                return false;
            }
            throw e;
        }
    }

    /** Writes an item as a faulty release would: whole, whatever was there. */
    public void overwrite(SampleItem item) {
        overwriteIn(nameOf(item.table()), item);
    }

    /** The same in a table of another name: a restored copy. */
    public void overwriteIn(String tableName, SampleItem item) {
        dynamoDb.putItem(request -> request.tableName(tableName).item(item.attributes()));
    }

    /**
     * Changes an item as a faulty release would: only the attributes that it means to, whatever the others are.
     *
     * @return false when the item is not there
     */
    public boolean tamper(SampleWrite.Update change) {
        try {
            update(SampleWriteExpressions.tampering(change, nameOf(change.table())));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Deletes an item as a faulty release would, whatever was there. */
    public void destroy(SampleItem item) {
        dynamoDb.deleteItem(request -> request.tableName(nameOf(item.table())).key(item.key()));
    }

    /** The first item that a scan of such a table finds; empty when it has none. */
    public Optional<Map<String, AttributeValue>> anyOf(SampleTable table, String tableName) {
        return dynamoDb.scanPaginator(request -> request.tableName(tableName)).items().stream()
                .filter(item -> !heartbeats.contains(table, item))
                .findFirst();
    }

    /** All items of a sample table, or of the table of another name that is its copy. */
    public List<Map<String, AttributeValue>> scan(SampleTable table, String tableName) throws InterruptedException {
        Map<Integer, List<Map<String, AttributeValue>>> segments = new ConcurrentHashMap<>();
        inParallel(SCAN_SEGMENTS, segment -> {
            ScanRequest request = ScanRequest.builder()
                    .tableName(tableName)
                    .segment(segment)
                    .totalSegments(SCAN_SEGMENTS)
                    .consistentRead(true)
                    .build();
            segments.put(
                    segment, dynamoDb.scanPaginator(request).items().stream().toList());
        });
        return segments.values().stream()
                .flatMap(List::stream)
                .filter(item -> !heartbeats.contains(table, item))
                .toList();
    }

    private void writeOne(SampleWrite write) {
        String tableName = nameOf(write.table());
        switch (write) {
            case SampleWrite.Insert insert -> {
                Put put = SampleWriteExpressions.put(insert, tableName);
                dynamoDb.putItem(request -> request.tableName(tableName)
                        .item(put.item())
                        .conditionExpression(put.conditionExpression())
                        .expressionAttributeNames(put.expressionAttributeNames()));
            }
            case SampleWrite.Update change -> update(SampleWriteExpressions.update(change, tableName));
            case SampleWrite.Delete removal -> {
                Delete delete = SampleWriteExpressions.delete(removal, tableName);
                dynamoDb.deleteItem(request -> request.tableName(tableName)
                        .key(delete.key())
                        .conditionExpression(delete.conditionExpression())
                        .expressionAttributeNames(delete.expressionAttributeNames()));
            }
        }
    }

    private void update(Update update) {
        dynamoDb.updateItem(request -> request.tableName(update.tableName())
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(update.expressionAttributeNames())
                .expressionAttributeValues(update.expressionAttributeValues()));
    }

    private void batches(List<SampleItem> items, Function<SampleItem, WriteRequest> request, IntConsumer done)
            throws InterruptedException {
        AtomicInteger finished = new AtomicInteger();
        int batchCount = (items.size() + BATCH_ITEMS - 1) / BATCH_ITEMS;
        inParallel(batchCount, batch -> {
            List<SampleItem> part =
                    items.subList(batch * BATCH_ITEMS, Math.min(items.size(), (batch + 1) * BATCH_ITEMS));
            Map<String, List<WriteRequest>> pending = part.stream()
                    .collect(Collectors.groupingBy(
                            item -> nameOf(item.table()), Collectors.mapping(request, Collectors.toList())));
            while (!pending.isEmpty()) {
                pending = dynamoDb.batchWriteItem(BatchWriteItemRequest.builder()
                                .requestItems(pending)
                                .build())
                        .unprocessedItems();
            }
            done.accept(finished.addAndGet(part.size()));
        });
    }

    private void inParallel(int count, IntConsumer work) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> {
                    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                        work.accept(n);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            next.set(count);
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
