package dev.dynamorecovery.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.SystemLabTime;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * What the front costs: writes per second through it, side by side with DynamoDB Local alone, in one run.
 *
 * <p>Both are driven by the same AWS SDK client with eight threads, in turns, so that whatever else the machine does
 * falls on both alike. Not part of the build: its name is none that Surefire looks for; see docs/performance.md.
 */
class FrontThroughputBenchmark {

    private static final int THREADS = 8;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 5;
    private static final int ITEMS_PER_BATCH = 25;
    private static final Duration ROUND = Duration.ofSeconds(6);

    /** One kind of write, which returns how many items it wrote. */
    private enum Load {
        PUT(0.5) {
            @Override
            int write(DynamoDbClient client, String table, long number) {
                client.putItem(request -> request.tableName(table).item(item(number)));
                return 1;
            }
        },
        BATCH(0.75) {
            @Override
            int write(DynamoDbClient client, String table, long number) {
                List<WriteRequest> writes = new ArrayList<>();
                for (int index = 0; index < ITEMS_PER_BATCH; index++) {
                    long item = number * ITEMS_PER_BATCH + index;
                    writes.add(WriteRequest.builder()
                            .putRequest(put -> put.item(item(item)))
                            .build());
                }
                client.batchWriteItem(request -> request.requestItems(Map.of(table, writes)));
                return ITEMS_PER_BATCH;
            }
        };

        private final double objective;

        Load(double objective) {
            this.objective = objective;
        }

        abstract int write(DynamoDbClient client, String table, long number);
    }

    @Test
    void shouldKeepHalfOfSinglePutsAndThreeQuartersOfBatches() throws Exception {
        int port = freePort();
        DynamoDBProxyServer alone = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
        alone.start();
        SystemLabTime time = new SystemLabTime(Clock.systemUTC(), 0.001);
        try (RecoveryPlane plane = RecoveryPlane.start(time, EngineOptions.dynamoDbLocal());
                LabFront front = LabFront.start(0, call -> {});
                DynamoDbClient direct = client(URI.create("http://127.0.0.1:" + port));
                DynamoDbClient fronted = client(front.endpoint())) {
            front.serve(plane.service());
            Map<Load, Double> ratios = new EnumMap<>(Load.class);
            for (Load load : Load.values()) {
                ratios.put(load, compare(load, direct, fronted));
            }
            assertThat(ratios)
                    .allSatisfy(
                            (load, ratio) -> assertThat(ratio).as("%s", load).isGreaterThanOrEqualTo(load.objective));
        } finally {
            alone.stop();
        }
    }

    private static double compare(Load load, DynamoDbClient direct, DynamoDbClient fronted) throws Exception {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            measure(load, direct, "warm-up" + round);
            measure(load, fronted, "warm-up" + round);
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double alone = measure(load, direct, "round" + round);
            double through = measure(load, fronted, "round" + round);
            ratios.add(through / alone);
            System.out.printf(
                    "%-5s round %d: DynamoDB Local alone %,8.0f items/s, through the front %,8.0f items/s, ratio %.2f%n",
                    load, round + 1, alone, through, through / alone);
        }
        double median = ratios.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
        System.out.printf("%-5s median ratio %.2f (objective %.2f)%n", load, median, load.objective);
        return median;
    }

    /** Items per second into a table of its own. */
    private static double measure(Load load, DynamoDbClient client, String round) throws Exception {
        String table = load + "-" + round;
        client.createTable(request -> request.tableName(table)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST));
        awaitActive(client, table);
        AtomicLong numbers = new AtomicLong();
        long start = System.nanoTime();
        long end = start + ROUND.toNanos();
        long written = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Long>> writers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                writers.add(threads.submit(() -> {
                    long items = 0;
                    while (System.nanoTime() < end) {
                        items += load.write(client, table, numbers.incrementAndGet());
                    }
                    return items;
                }));
            }
            for (Future<Long> writer : writers) {
                written += writer.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        client.deleteTable(request -> request.tableName(table));
        return written / seconds;
    }

    /** The SDK's own waiter would look every twenty seconds only. */
    private static void awaitActive(DynamoDbClient client, String table) {
        TableStatus status = TableStatus.CREATING;
        while (status != TableStatus.ACTIVE) {
            status = client.describeTable(request -> request.tableName(table))
                    .table()
                    .tableStatus();
        }
    }

    /** About one kilobyte in ten attributes. */
    private static Map<String, AttributeValue> item(long number) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", AttributeValue.fromS("item-" + number));
        item.put("number", AttributeValue.fromN(Long.toString(number)));
        for (int index = 0; index < 8; index++) {
            item.put("attribute" + index, AttributeValue.fromS("x".repeat(115)));
        }
        return item;
    }

    private static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
