package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.changelog.DynamoDbStreamObserver;
import dev.dynamorecovery.aws.item.DynamoDbItemLookup;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.changelog.LogContinuity;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.derivation.Derivation;
import dev.dynamorecovery.core.derivation.FoundStates;
import dev.dynamorecovery.core.derivation.Heartbeat;
import dev.dynamorecovery.core.derivation.IndexedTableLog;
import dev.dynamorecovery.core.derivation.ItemLookup;
import dev.dynamorecovery.core.derivation.TableLog;
import dev.dynamorecovery.core.digest.StoredItemStates;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.verification.DerivationPlan;
import dev.dynamorecovery.core.verification.ExpectedSource;
import dev.dynamorecovery.core.verification.ItemSettlement;
import dev.dynamorecovery.core.verification.LoggedReading;
import dev.dynamorecovery.core.verification.RecoveryJob;
import dev.dynamorecovery.core.verification.Side;
import dev.dynamorecovery.core.verification.StateDerivation;
import dev.dynamorecovery.core.verification.StoredBaselines;
import dev.dynamorecovery.core.verification.StoredDocuments;
import dev.dynamorecovery.core.verification.StoredHashKey;
import dev.dynamorecovery.core.verification.WorkKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Derives from a baseline and the change log what a restored copy must hold, one slice or partition a call. */
public final class ExpectedStateDeriverHandler implements RequestStreamHandler {

    private final JsonFunction<DeriverEvent> function = new JsonFunction<>(DeriverEvent.class, this::answer);
    private final Buckets buckets;
    private final Function<String, TableLog> logs;
    private final Function<String, ItemLookup> tables;

    /** The function as Lambda starts it. */
    public ExpectedStateDeriverHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ExpectedStateDeriverHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private ExpectedStateDeriverHandler(Environment environment, AwsClients clients) {
        this(Buckets.of(environment, clients), logs(environment, clients), tables(clients.dynamoDb()));
    }

    ExpectedStateDeriverHandler(Buckets buckets, Function<String, TableLog> logs, Function<String, ItemLookup> tables) {
        this.buckets = buckets;
        this.logs = logs;
        this.tables = tables;
    }

    private static Function<String, TableLog> logs(Environment environment, AwsClients clients) {
        DynamoDbClient dynamoDb = clients.dynamoDb();
        return table -> new IndexedTableLog(
                table,
                DynamoDbChangeLogIndex.of(environment, clients),
                new S3ObjectStore(clients.s3(), environment.required("CHANGE_LOG_BUCKET")),
                new DynamoDbStreamObserver(dynamoDb, clients.dynamoDbStreams()),
                new LogDelivery(
                        environment.requiredNumber("PARALLELIZATION_FACTOR"),
                        Duration.ofSeconds(environment.requiredNumber("MAXIMUM_RECORD_AGE_SECONDS"))),
                Duration.ofDays(environment.requiredNumber("CHANGE_LOG_RETENTION_DAYS")),
                Instant::now);
    }

    private static Function<String, ItemLookup> tables(DynamoDbClient dynamoDb) {
        return table -> new DynamoDbItemLookup(dynamoDb, table);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** Whether the log is complete up to the restore point, when at the earliest it can be, and in how many slices it lies. */
    record PlanAnswer(boolean settled, Instant visibleAt, int slices) {}

    /** In how many partitions single items are looked at. */
    record MergeAnswer(int partitions) {}

    /** How many changes or items there were. */
    record CountAnswer(long count) {}

    private Object answer(DeriverEvent event, Context context) {
        RecoveryJob job = event.job();
        StoredDocuments work = new StoredDocuments(buckets.work());
        ItemHasher hasher =
                new ItemHasher(StoredHashKey.read(new WorkKeys(job.execution()), buckets.work()), job.keySchema());
        StateDerivation derivation = new StateDerivation(
                job,
                work,
                logs.apply(job.table()),
                hasher,
                Heartbeat.of(Plans.of(job.plan()).changeLog(), job.keySchema()));
        return switch (event) {
            case DeriverEvent.Plan plan -> planned(derivation.plan(derivation(job, work)));
            case DeriverEvent.Sum sum -> new CountAnswer(derivation.sum(sum.slice()));
            case DeriverEvent.Merge merge -> new MergeAnswer(derivation.merge());
            case DeriverEvent.Settle settle ->
                new CountAnswer(new ItemSettlement(job, work, states(job, hasher)).settle(settle.partition()));
            case DeriverEvent.Open open -> new CountAnswer(derivation.open(open.slice()));
        };
    }

    private static PlanAnswer planned(DerivationPlan plan) {
        return new PlanAnswer(
                plan.settled(),
                plan.derivation().span().until().plus(LogContinuity.VISIBLE_WITHIN),
                plan.slices().size());
    }

    private Derivation derivation(RecoveryJob job, StoredDocuments work) {
        return switch (job) {
            case RecoveryJob.Restore restore -> Derivation.of(base(restore), restore.restorePoint());
            case RecoveryJob.Baseline baseline -> LoggedReading.derivation(baseline, work);
        };
    }

    /** The instant for which the state that the derivation starts from is known. */
    private Instant base(RecoveryJob.Restore job) {
        if (job.expectedState() instanceof ExpectedSource.ChangeLog log) {
            return new StoredBaselines(buckets.evidence())
                    .read(job.table(), log.baseline())
                    .instant();
        }
        throw new IllegalArgumentException(
                "The job of execution " + job.execution() + " is not compared with the change log");
    }

    /** Where single items are looked at: in the copy, or in what the first reading saw. */
    private FoundStates states(RecoveryJob job, ItemHasher hasher) {
        return switch (job) {
            case RecoveryJob.Restore restore -> FoundStates.lookedUp(tables.apply(restore.target()), hasher);
            case RecoveryJob.Baseline baseline ->
                FoundStates.read(
                        new StoredItemStates(buckets.work(), baseline.keys().fingerprints(Side.FIRST)));
        };
    }
}
