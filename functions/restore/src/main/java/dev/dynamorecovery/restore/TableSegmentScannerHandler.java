package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.invariant.DynamoDbReferencedItems;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.scan.DynamoDbTableScan;
import dev.dynamorecovery.core.derivation.Heartbeat;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.invariant.ReferencedItems;
import dev.dynamorecovery.core.item.SegmentReader;
import dev.dynamorecovery.core.item.TableScan;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.SegmentCall;
import dev.dynamorecovery.core.verification.SegmentDigest;
import dev.dynamorecovery.core.verification.SegmentOpening;
import dev.dynamorecovery.core.verification.SegmentRules;
import dev.dynamorecovery.core.verification.SegmentWork;
import dev.dynamorecovery.core.verification.StoredDocuments;
import dev.dynamorecovery.core.verification.StoredHashKey;
import dev.dynamorecovery.core.verification.TablePart;
import dev.dynamorecovery.core.verification.WorkKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads one segment of a table: digests it, opens its unequal buckets, or checks the plan's rules on it. */
public final class TableSegmentScannerHandler implements RequestStreamHandler {

    /** Kept for one more page, tried again, and for storing the results. */
    private static final Duration RESERVE = Duration.ofSeconds(60);

    private final JsonFunction<SegmentEvent> function = new JsonFunction<>(SegmentEvent.class, this::answer);
    private final Function<String, TableScan> scans;
    private final ReferencedItems referencedItems;
    private final ObjectStore work;

    /** The function as Lambda starts it. */
    public TableSegmentScannerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public TableSegmentScannerHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private TableSegmentScannerHandler(Environment environment, AwsClients clients) {
        this(clients.dynamoDb(), Buckets.of(environment, clients).work());
    }

    private TableSegmentScannerHandler(DynamoDbClient dynamoDb, ObjectStore work) {
        // Consistent reads: a digest proves what the table holds, not what some replica of it held a moment ago.
        this(table -> new DynamoDbTableScan(dynamoDb, table, true), new DynamoDbReferencedItems(dynamoDb), work);
    }

    TableSegmentScannerHandler(Function<String, TableScan> scans, ReferencedItems referencedItems, ObjectStore work) {
        this.scans = scans;
        this.referencedItems = referencedItems;
        this.work = work;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(SegmentEvent event, Context context) {
        TablePart part = event.part();
        Heartbeat heartbeat = Heartbeat.of(Plans.of(event.plan()).changeLog(), part.keySchema());
        SegmentReader reader = new SegmentReader(
                heartbeat.without(scans.apply(part.table())),
                () -> Duration.ofMillis(context.getRemainingTimeInMillis()),
                RESERVE);
        return new SegmentCall(reader, new StoredDocuments(work), Instant::now)
                .run(event.work(), part, event.continuation(), work(event));
    }

    private SegmentWork.Factory work(SegmentEvent event) {
        TablePart part = event.part();
        WorkKeys keys = new WorkKeys(part.execution());
        return switch (event) {
            case SegmentEvent.Digest digest ->
                SegmentDigest.of(part, digest.fingerprints(), StoredHashKey.read(keys, work), work);
            case SegmentEvent.Open open ->
                SegmentOpening.of(
                        part,
                        new StoredDigests(work).readBuckets(keys.unequalBuckets()),
                        StoredHashKey.read(keys, work),
                        work);
            case SegmentEvent.CheckRules rules -> {
                RecoveryPlan plan = Plans.of(rules.plan());
                yield SegmentRules.of(
                        part, plan, rules.of(plan.verification()), referencedItems, new StoredDocuments(work));
            }
        };
    }
}
