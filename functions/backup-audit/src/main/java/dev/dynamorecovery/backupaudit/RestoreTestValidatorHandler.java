package dev.dynamorecovery.backupaudit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.audit.AwsRestoreTests;
import dev.dynamorecovery.aws.audit.AwsRestoreTests.RestoreTest;
import dev.dynamorecovery.aws.audit.AwsRestoreTests.Table;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.aws.scan.DynamoDbTableScan;
import dev.dynamorecovery.core.invariant.RuleCheck;
import dev.dynamorecovery.core.item.ScanSegment;
import dev.dynamorecovery.core.item.TableScan;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.plan.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Answers AWS Backup's restore tests: whether what was restored is what was backed up, as far as it can tell. */
public final class RestoreTestValidatorHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreTestValidatorHandler.class);

    /** One page of each: at most so many megabytes are read, from all over the table. */
    private static final int SAMPLED_SEGMENTS = 16;

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final AwsRestoreTests tests;
    private final RecoveryPlans plans;
    private final Function<String, TableScan> scans;

    /** The function as Lambda starts it. */
    public RestoreTestValidatorHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RestoreTestValidatorHandler(Map<String, String> environment) {
        this(new AwsClients(new Environment(environment)));
    }

    private RestoreTestValidatorHandler(AwsClients clients) {
        this(clients.client(BackupClient.builder()), clients.dynamoDb());
    }

    private RestoreTestValidatorHandler(BackupClient backup, DynamoDbClient dynamoDb) {
        this.tests = new AwsRestoreTests(backup, dynamoDb);
        this.plans = new PackagedPlans();
        this.scans = table -> new DynamoDbTableScan(dynamoDb, table, true);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** @param validated false where the restore is none of a test, or somebody has answered already */
    record Answer(boolean validated, boolean valid, String message) {}

    private Object answer(JsonNode event, Context context) {
        String job = event.path("detail").path("restoreJobId").asText();
        if (job.isEmpty()) {
            throw new MalformedEvent(
                    "The event's field detail.restoreJobId is missing: see the samples under events/backup-audit/");
        }
        RestoreTest test = tests.find(job);
        if (test.answered()) {
            return new Answer(false, false, "somebody has answered already");
        }
        RestoreTestVerdict verdict = verdict(test);
        tests.answer(job, verdict.valid(), verdict.message());
        LOG.info("Restore test {} is {}: {}", job, verdict.valid() ? "valid" : "not valid", verdict.message());
        return new Answer(true, verdict.valid(), verdict.message());
    }

    private RestoreTestVerdict verdict(RestoreTest test) {
        if (test.source().isEmpty() || test.copy().isEmpty()) {
            return RestoreTestVerdict.cannotTell("AWS Backup does not say which table it restored, or into which");
        }
        Optional<Table> live = tests.table(test.source().get(), true);
        Optional<Table> copy = tests.table(test.copy().get(), false);
        if (live.isEmpty() || copy.isEmpty()) {
            return RestoreTestVerdict.cannotTell("the table %s is not there"
                    .formatted(
                            live.isEmpty() ? test.source().get() : test.copy().get()));
        }
        if (!(PlanBinding.of(live.get().tags(), plans) instanceof PlanBinding.Bound bound)) {
            return RestoreTestVerdict.cannotTell("no valid plan binds the table %s, so nobody knows what is right"
                    .formatted(test.source().get()));
        }
        Verification invariants = new Verification(
                new Verification.Extent.Full(), bound.plan().verification().invariants(), List.of(), List.of());
        return RestoreTestVerdict.judge(
                live.get(),
                copy.get(),
                test.backedUpBytes(),
                invariants,
                sampled(copy.get(), bound.plan(), invariants).findings());
    }

    private RuleCheck sampled(Table copy, RecoveryPlan plan, Verification invariants) {
        RuleCheck check = new RuleCheck(
                invariants, copy.keys(), plan.changeLog().heartbeatsIn(copy.keys()), (table, schema, keys) -> {
                    throw new IllegalStateException("No references are checked here");
                });
        TableScan scan = scans.apply(copy.name());
        for (int segment = 0; segment < SAMPLED_SEGMENTS; segment++) {
            scan.page(new ScanSegment(segment, SAMPLED_SEGMENTS), null).items().forEach(check::accept);
        }
        return check;
    }
}
