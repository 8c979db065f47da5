package dev.dynamorecovery.tests.benchmark;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.aws.replay.DynamoDbReplayTarget;
import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.SampleChangeLog;
import dev.dynamorecovery.core.changelog.SampleHistory;
import dev.dynamorecovery.core.changelog.StreamObservation;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.AttributeValue.Numeric;
import dev.dynamorecovery.core.item.AttributeValue.Text;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.replay.Exclusion;
import dev.dynamorecovery.core.replay.request.LeftOut;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.replay.work.ChangeDealing;
import dev.dynamorecovery.core.replay.work.PartitionReplay;
import dev.dynamorecovery.core.replay.work.ReplayPlan;
import dev.dynamorecovery.core.replay.work.ReplayTally;
import dev.dynamorecovery.core.replay.work.SegmentReplayLog;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.SystemLabTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A whole replay, from the log's segments to the table's items, against bare batches of writes of the same items by the same
 * client and as many threads, on DynamoDB Local behind the lab's front.
 *
 * <p>They take turns on one table: the batches put the items back to what they were, the replay brings them up to now. So
 * whatever else the machine does meets both; the medians' ratio counts.
 */
public final class ReplayRatio {

    private static final String TABLE = "orders";
    private static final int ITEMS = 2_000;
    private static final int CHANGES_OF_ITEM = 2;
    private static final int ITEMS_OF_BATCH = 25;
    private static final int RECORDS_OF_SEGMENT = 1_000;
    private static final int THREADS = 8;
    private static final int WARMUP_ROUNDS = 2;
    private static final int ROUNDS = 7;
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final TimeSpan SPAN = new TimeSpan(AT, AT.plusSeconds(60));

    private final DynamoDbClient client;
    private final List<Item> before = IntStream.range(0, ITEMS)
            .mapToObj(number -> version(SampleItems.item(number), 0))
            .toList();
    private final SegmentReplayLog log = log();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private ReplayRatio(DynamoDbClient client) {
        this.client = client;
    }

    /** Measures and prints; takes about a minute. */
    public static void main(String[] arguments) throws Exception {
        SystemLabTime time = new SystemLabTime(Clock.systemUTC(), 0.001);
        try (RecoveryPlane plane = RecoveryPlane.start(time, EngineOptions.dynamoDbLocal());
                LabFront front = LabFront.start(0, call -> {});
                DynamoDbClient client = DynamoDbClient.builder()
                        .endpointOverride(front.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("LABBENCHMARK", "none")))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            front.serve(plane.service());
            new ReplayRatio(client).run();
        }
    }

    private void run() throws Exception {
        double[] batches = new double[ROUNDS];
        double[] replays = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        try {
            createTable();
            for (int round = -WARMUP_ROUNDS; round < ROUNDS; round++) {
                double batch = seconds(this::bareBatches);
                String execution = "round-" + (round + WARMUP_ROUNDS);
                double replay = seconds(() -> replay(execution));
                if (round >= 0) {
                    batches[round] = batch;
                    replays[round] = replay;
                    ratios[round] = batch / replay;
                }
            }
        } finally {
            threads.shutdown();
        }
        System.out.printf(
                "%nbare BatchWriteItem  %,d items of 1 KB, %d threads: median %,.0f items/s%n",
                ITEMS, THREADS, ITEMS / median(batches));
        System.out.printf(
                "replay              the same items, %d changes of each: median %,.0f items/s, %,.0f changes/s%n",
                CHANGES_OF_ITEM, ITEMS / median(replays), ITEMS * CHANGES_OF_ITEM / median(replays));
        System.out.printf(
                "ratio               median of %d rounds: %.2f of the items/s, %.2f in changes/s%n",
                ROUNDS, median(ratios), CHANGES_OF_ITEM * median(ratios));
    }

    private void bareBatches() throws Exception {
        List<Callable<Void>> batches = new ArrayList<>();
        for (int from = 0; from < ITEMS; from += ITEMS_OF_BATCH) {
            List<WriteRequest> writes = before.subList(from, from + ITEMS_OF_BATCH).stream()
                    .map(item -> WriteRequest.builder()
                            .putRequest(put -> put.item(SdkItems.toSdk(item)))
                            .build())
                    .toList();
            batches.add(() -> {
                var response = client.batchWriteItem(request -> request.requestItems(Map.of(TABLE, writes)));
                require(response.unprocessedItems().isEmpty());
                return null;
            });
        }
        for (Future<Void> batch : threads.invokeAll(batches)) {
            batch.get();
        }
    }

    /** Deals the log to partitions and replays them one after the other, as one worker does. */
    private void replay(String execution) {
        ReplayJob job = job(execution);
        StoredDocuments work = new StoredDocuments(new InMemoryObjectStore());
        ReplayPlan plan = ReplayPlan.of(log.slices(TABLE, SPAN, ReplayPlan.MOST_CHANGES_OF_SLICE), List.of());
        work.write(job.keys().plan(), plan);
        for (int slice = 0; slice < plan.slices().size(); slice++) {
            new ChangeDealing(log, work).deal(job, slice, key -> false);
        }
        DynamoDbReplayTarget table = new DynamoDbReplayTarget(client, TABLE, SampleItems.SCHEMA, threads);
        ReplayTally tally = ReplayTally.NONE;
        for (int partition = 0; partition < plan.partitions(); partition++) {
            new PartitionReplay(job, Set.of(), HashKey.of(new byte[HashKey.BYTES]), table, work)
                    .run(partition, 0, () -> true);
            tally = tally.plus(work.read(job.keys().tally(partition, 0), ReplayTally.class));
        }
        require(tally.changed() == ITEMS && tally.changes() == (long) ITEMS * CHANGES_OF_ITEM);
    }

    private static ReplayJob job(String execution) {
        return new ReplayJob(
                ReplayJob.Operation.ROLL_FORWARD,
                execution,
                SPAN.until(),
                TABLE,
                "arn:aws:dynamodb:us-east-1:123456789012:table/" + TABLE,
                SampleItems.SCHEMA,
                TABLE,
                SPAN,
                LeftOut.of(Exclusion.NOTHING),
                false,
                false,
                false,
                false,
                "orders",
                "version",
                null);
    }

    private SegmentReplayLog log() {
        SampleHistory history = new SampleHistory("2026-11-22T09:00:00.000", "shard", SampleItems.SCHEMA, 0);
        before.forEach(item -> history.put(item, AT.minusSeconds(1)));
        for (int version = 1; version <= CHANGES_OF_ITEM; version++) {
            for (Item item : before) {
                history.put(version(item, version), AT.plusSeconds(version));
            }
        }
        List<Change> changes =
                history.changes().subList(ITEMS, history.changes().size());
        SampleChangeLog sample = new SampleChangeLog(TABLE);
        for (int from = 0; from < changes.size(); from += RECORDS_OF_SEGMENT) {
            sample.append(changes.subList(from, from + RECORDS_OF_SEGMENT));
        }
        return new SegmentReplayLog(
                sample.index(),
                sample.bucket(),
                (table, checkpoints) -> new StreamObservation.Disabled(),
                new LogDelivery(1, Duration.ofHours(6)),
                Duration.ofDays(35));
    }

    private static Item version(Item item, int version) {
        var attributes = new HashMap<>(item.attributes());
        attributes.put("version", new Numeric(Integer.toString(version)));
        attributes.put("status", new Text("status " + version));
        return new Item(attributes);
    }

    private void createTable() {
        client.createTable(request -> request.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("userId"), attribute("orderId"))
                .keySchema(key("userId", KeyType.HASH), key("orderId", KeyType.RANGE)));
        TableStatus status = TableStatus.CREATING;
        while (status != TableStatus.ACTIVE) {
            status = client.describeTable(request -> request.tableName(TABLE))
                    .table()
                    .tableStatus();
        }
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** Work that may fail. */
    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("The benchmark did not do what it measures");
        }
    }
}
