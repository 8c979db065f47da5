package dev.dynamorecovery.tests.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.dynamorecovery.aws.scan.DynamoDbTableScan;
import dev.dynamorecovery.core.comparison.OpeningPlan;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.ItemDigester;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ScanSegment;
import dev.dynamorecovery.core.item.SegmentReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * A whole comparison of two tables against a bare parallel Scan of both with the same client.
 *
 * <p>The two take turns, round by round, so that whatever else the machine does meets both; the medians' ratio counts.
 */
public final class ComparisonRatio {

    private static final int SEGMENTS = 2;
    private static final int PAGES_PER_SEGMENT = 24;
    private static final int WARMUP_ROUNDS = 4;
    private static final int ROUNDS = 15;
    private static final List<String> TABLES = List.of("live", "restored");

    private final DynamoDbClient client;
    private final int itemCount;
    private final ExecutorService threads = Executors.newFixedThreadPool(SEGMENTS);

    private ComparisonRatio(DynamoDbClient client, int itemCount) {
        this.client = client;
        this.itemCount = itemCount;
    }

    /** Measures and prints; takes about a minute. */
    public static void main(String[] arguments) throws Exception {
        try (PreparedScanServer server = new PreparedScanServer(SEGMENTS, PAGES_PER_SEGMENT);
                DynamoDbClient client = DynamoDbClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("LABBENCHMARK", "none")))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            new ComparisonRatio(client, server.itemCount()).run();
        }
    }

    private void run() throws Exception {
        double[] scans = new double[ROUNDS];
        double[] comparisons = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        double[] processorRatios = new double[ROUNDS];
        try {
            for (int round = -WARMUP_ROUNDS; round < ROUNDS; round++) {
                Cost scan = cost(this::bareScan);
                Cost comparison = cost(this::comparison);
                if (round >= 0) {
                    scans[round] = scan.seconds();
                    comparisons[round] = comparison.seconds();
                    ratios[round] = comparison.seconds() / scan.seconds();
                    processorRatios[round] = comparison.processorSeconds() / scan.processorSeconds();
                }
            }
        } finally {
            threads.shutdown();
        }
        System.out.printf("items per table %,d, %d tables, %d threads%n", itemCount, TABLES.size(), SEGMENTS);
        System.out.printf(
                "bare scan   median %.3f s, %,.0f items/s%n", median(scans), TABLES.size() * itemCount / median(scans));
        System.out.printf(
                "comparison  median %.3f s, %,.0f items/s%n",
                median(comparisons), TABLES.size() * itemCount / median(comparisons));
        System.out.printf(
                "ratio       median of %d rounds %.2f (goal: at most 1.15); of processor time, server included, %.2f%n",
                ROUNDS, median(ratios), median(processorRatios));
    }

    /** Reads every page of both tables and does nothing with it but count. */
    private void bareScan() throws Exception {
        for (String table : TABLES) {
            long items = 0;
            for (Future<Long> segment : threads.invokeAll(segments(index -> scanSegment(table, index)))) {
                items += segment.get();
            }
            require(items == itemCount);
        }
    }

    private long scanSegment(String table, int segment) {
        long items = 0;
        Map<String, AttributeValue> from = Map.of();
        do {
            Map<String, AttributeValue> start = from;
            ScanResponse response = client.scan(request -> request.tableName(table)
                    .segment(segment)
                    .totalSegments(SEGMENTS)
                    .exclusiveStartKey(start.isEmpty() ? null : start));
            items += response.items().size();
            from = response.lastEvaluatedKey();
        } while (!from.isEmpty());
        return items;
    }

    /** Digests both tables segment by segment, merges, and plans what to open: nothing, since they are equal. */
    private void comparison() throws Exception {
        List<BucketedDigest> digests = new ArrayList<>();
        for (String table : TABLES) {
            BucketedDigest digest = new BucketedDigest();
            for (Future<BucketedDigest> segment : threads.invokeAll(segments(index -> digestSegment(table, index)))) {
                digest.merge(segment.get());
            }
            digests.add(digest);
        }
        OpeningPlan plan = OpeningPlan.of(digests.getFirst(), digests.getLast(), 20_000);
        require(plan.unequal().isEmpty() && digests.getFirst().itemCount() == itemCount);
    }

    private BucketedDigest digestSegment(String table, int segment) {
        ItemHasher hasher = new ItemHasher(HashKey.of(new byte[HashKey.BYTES]), SampleItems.SCHEMA);
        ItemDigester digester = new ItemDigester(hasher, new BucketedDigest());
        SegmentReader reader = new SegmentReader(
                new DynamoDbTableScan(client, table, false), () -> Duration.ofMinutes(10), Duration.ZERO);
        require(reader.read(new ScanSegment(segment, SEGMENTS), null, digester).itemCount() > 0);
        return digester.digest();
    }

    private interface SegmentTask<T> {
        T run(int segment);
    }

    private static <T> List<Callable<T>> segments(SegmentTask<T> task) {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int segment = 0; segment < SEGMENTS; segment++) {
            int index = segment;
            tasks.add(() -> task.run(index));
        }
        return tasks;
    }

    private interface Timed {
        void run() throws Exception;
    }

    /** What a task took by the clock, and of the processors: the latter hardly depends on what else the machine does. */
    private record Cost(double seconds, double processorSeconds) {}

    private static Cost cost(Timed task) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long start = System.nanoTime();
        long processorStart = system.getProcessCpuTime();
        task.run();
        return new Cost((System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - processorStart) / 1e9);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("A scan did not see the items that the server has: the times mean nothing");
        }
    }
}
