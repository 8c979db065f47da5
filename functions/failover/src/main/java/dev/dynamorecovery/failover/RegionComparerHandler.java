package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.scan.DynamoDbTableScan;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.derivation.Heartbeat;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.failover.compare.RegionComparison;
import dev.dynamorecovery.core.failover.compare.RegionComparisonJob;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.SegmentReader;
import dev.dynamorecovery.core.item.TableScan;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.SegmentAnswer;
import dev.dynamorecovery.core.verification.SegmentCall;
import dev.dynamorecovery.core.verification.SegmentDigest;
import dev.dynamorecovery.core.verification.SegmentOpening;
import dev.dynamorecovery.core.verification.SegmentWork;
import dev.dynamorecovery.core.verification.StoredDocuments;
import dev.dynamorecovery.core.verification.StoredHashKey;
import dev.dynamorecovery.core.verification.TablePart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Compares a group's tables in two Regions, segment by segment, and names the items that differ. */
public final class RegionComparerHandler implements RequestStreamHandler {

    /** Kept for one more page, tried again, and for storing the results. */
    private static final Duration RESERVE = Duration.ofSeconds(60);

    private final JsonFunction<CompareRegions> function = new JsonFunction<>(CompareRegions.class, this::answer);
    private final GroupPlans plans;
    private final BiFunction<String, String, TableScan> scans;
    private final StoredDocuments work;
    private final StoredDocuments evidence;

    /** The function as Lambda starts it. */
    public RegionComparerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RegionComparerHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private RegionComparerHandler(Environment environment, AwsClients clients) {
        this(
                GroupPlans.of(environment),
                consistentScans(clients),
                new S3ObjectStore(clients.s3(), environment.required("WORK_BUCKET")),
                new S3ObjectStore(clients.s3(), environment.required("EVIDENCE_BUCKET")));
    }

    RegionComparerHandler(
            GroupPlans plans, BiFunction<String, String, TableScan> scans, ObjectStore work, ObjectStore evidence) {
        this.plans = plans;
        this.scans = scans;
        this.work = new StoredDocuments(work);
        this.evidence = new StoredDocuments(evidence);
    }

    private static BiFunction<String, String, TableScan> consistentScans(AwsClients clients) {
        Map<String, DynamoDbClient> dynamoDb = new ConcurrentHashMap<>();
        return (region, table) -> new DynamoDbTableScan(
                dynamoDb.computeIfAbsent(region, name -> clients.in(name).dynamoDb()), table, true);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** @param key where the named items are kept as evidence */
    record Named(String reason, String key) {}

    private Object answer(CompareRegions event, Context context) {
        return switch (event) {
            case CompareRegions.Digest digest -> {
                TablePart part = digest.job().part(digest.attempt(), digest.table(), digest.side(), digest.segment());
                yield read(
                        digest.job(),
                        part,
                        SegmentDigest.WORK,
                        digest.continuation(),
                        SegmentDigest.of(part, false, hashKey(digest.job()), work.store()),
                        context);
            }
            case CompareRegions.Open open -> {
                TablePart part = open.job().part(open.attempt(), open.table(), open.side(), open.segment());
                yield read(
                        open.job(),
                        part,
                        SegmentOpening.WORK,
                        open.continuation(),
                        SegmentOpening.of(
                                part,
                                new StoredDigests(work.store())
                                        .readBuckets(open.job().unequalBuckets(open.attempt(), open.table())),
                                hashKey(open.job()),
                                work.store()),
                        context);
            }
            case CompareRegions.Compare compare ->
                new RegionComparison(compare.job(), compare.attempt(), work).digests();
            case CompareRegions.Name name -> named(name);
        };
    }

    private SegmentAnswer read(
            RegionComparisonJob job,
            TablePart part,
            String kind,
            @Nullable String continuation,
            SegmentWork.Factory factory,
            Context context) {
        Heartbeat heartbeat = Heartbeat.of(plans.of(job.group()).changeLog(), part.keySchema());
        SegmentReader reader = new SegmentReader(
                heartbeat.without(scans.apply(job.regionOf(part.side()), part.table())),
                () -> Duration.ofMillis(context.getRemainingTimeInMillis()),
                RESERVE);
        return new SegmentCall(reader, work, Instant::now).run(kind, part, continuation, factory);
    }

    private Named named(CompareRegions.Name name) {
        RegionComparisonJob job = name.job();
        RegionComparison.Differences differences =
                new RegionComparison(job, name.attempt(), work).differences(hashKey(job));
        String key = "failovers/" + job.group() + "/" + job.execution() + "-differences.json";
        evidence.write(key, differences);
        return new Named(differences.described() + "; named in " + key, key);
    }

    private HashKey hashKey(RegionComparisonJob job) {
        return StoredHashKey.read(job.keys(), work.store());
    }
}
