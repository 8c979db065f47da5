package dev.dynamorecovery.core.replay.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.baseline.BaselineDocument;
import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.baseline.BaselineProof;
import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.InMemoryChangeLogIndex;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.restore.QuietWindow;
import dev.dynamorecovery.core.restore.RecoveryRequest;
import dev.dynamorecovery.core.restore.RestoreObservations;
import dev.dynamorecovery.core.restore.RestoreObserver;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.restore.SourceTable;
import dev.dynamorecovery.core.settings.SampleSettings;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.verification.BaselineKeys;
import dev.dynamorecovery.core.verification.ExpectedSource;
import dev.dynamorecovery.core.verification.IntakeDecision;
import dev.dynamorecovery.core.verification.PlannedPass;
import dev.dynamorecovery.core.verification.RecoveryJob;
import dev.dynamorecovery.core.verification.Side;
import dev.dynamorecovery.core.verification.StoredBaselines;
import dev.dynamorecovery.core.verification.StoredHashKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryPointIntakeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant FROM = Instant.parse("2026-03-01T05:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-03-01T05:04:00Z");
    private static final String ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/";
    private static final String COPY = "awsbackup-restore-test-1";
    private static final HashKey KEY = HashKey.of(new byte[HashKey.BYTES]);
    private static final String REQUEST =
            "{'operation':'Verify','table':'orders','target':'awsbackup-restore-test-1','expectedState':{'type':'ChangeLog'},"
                    + "'restorePoint':{'type':'RecoveryPoint','recoveryPointArn':'POINT','tableArn':'" + ARN
                    + "orders','from':'2026-03-01T05:00:00Z','until':'2026-03-01T05:04:00Z'}}";

    private final Map<String, ReplayTable> tables = new HashMap<>();
    private final InMemoryObjectStore work = new InMemoryObjectStore();
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final InMemoryChangeLogIndex changeLogs = new InMemoryChangeLogIndex();
    private StoredBaselines baselines = new StoredBaselines(evidence);
    /** An observer that knows one thing. */
    private static final class FourMebibytes implements RestoreObserver {

        @Override
        public RestoreObservations observe(RecoveryRequest.Restore request) {
            throw new AssertionError("nothing is restored");
        }

        @Override
        public SourceTable table(String name) {
            return new SourceTable.Found(
                    ARN + name,
                    "ACTIVE",
                    4 << 20,
                    new SourceTable.PointInTimeWindow.Disabled(),
                    new PlanBinding.Bound(SamplePlans.orders()));
        }
    }

    @BeforeEach
    void createTables() {
        tables.put("orders", table("orders", "ACTIVE", Map.of("recovery:plan", "orders"), "userId", null));
        tables.put(COPY, table(COPY, "ACTIVE", Map.of(), "userId", origin("orders")));
        changeLogs.advance(
                new Checkpoint("orders", "2026-02-01T00:00:00.000", "shard", FROM, FROM, "1", FROM, FROM), FROM);
        baseline("20260228T000000Z-1", FROM.minusSeconds(86_400));
        baseline("20260301T110000Z-2", NOW.minusSeconds(3_600));
    }

    @Test
    void shouldDeriveTheStateOfTheIntervalFromTheNewestOlderBaseline() {
        RecoveryJob.Restore job = admitted(REQUEST);

        assertThat(job.restorePoint()).isEqualTo(new RestoredPoint.RecoveryPoint("POINT", FROM, UNTIL));
        assertThat(job.expectedState()).isEqualTo(new ExpectedSource.ChangeLog("20260228T000000Z-1"));
        assertThat(StoredHashKey.read(job.keys(), work)).isEqualTo(KEY);
        assertThat(job.passes()).extracting(PlannedPass::side).containsExactly(Side.RESTORED);
        assertThat(job.segments()).isEqualTo(4);
    }

    @Test
    void shouldOnlyReadWhatAwsBackupRestoredAndCheckTheRulesOfSingleItems() {
        RecoveryJob.Restore job = admitted(REQUEST);

        assertThat(job.copyIsLent()).isTrue();
        assertThat(job.keepCopy()).isTrue();
        assertThat(job.keepBaseline()).isFalse();
        assertThat(job.rules())
                .isEqualTo(SamplePlans.orders().verification().invariants().size());
    }

    @Test
    void shouldUnderstandTheSampleRequest() throws IOException {
        String sample = Files.readString(Path.of("..", "..", "events", "restore", "request-verify-recovery-point.json"))
                .replace("users", "orders")
                .replace("us-east-1", "eu-west-1")
                .replace("2026-11-22", "2026-03-01")
                .replace("awsbackup-restore-test-b1b40070", COPY);

        assertThat(admitted(sample).restorePoint().latest()).isEqualTo(Instant.parse("2026-03-01T05:03:30Z"));
    }

    @Test
    void shouldConcernOnlyRequestsThatNameARecoveryPoint() {
        assertThat(RecoveryPointIntake.concerns(Documents.readJson(json(REQUEST))))
                .isTrue();
        assertThat(RecoveryPointIntake.concerns(Documents.readJson(json(REQUEST.replace("Verify", "Restore")))))
                .isFalse();
        assertThat(RecoveryPointIntake.concerns(Documents.readJson(json("{'operation':'Verify'}"))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'ChangeLog'          | 'LiveTable'           | InvalidRequest     | expectedState.type
            'RecoveryPoint'      | 'Backup'              | InvalidRequest     | restorePoint.type
            05:04:00Z            | 04:59:59Z             | InvalidRequest     | restorePoint.until
            05:04:00Z            | 13:00:01Z             | InvalidRestoreTime | restorePoint
            '2026-03-01T05:00:00Z','until':'2026-03-01T05:04:00Z' | '2026-03-01T12:00:00Z','until':'2026-03-01T12:01:00Z' | InvalidRestoreTime | restorePoint
            table/orders         | table/users           | CopyOfAnotherTable | restorePoint.tableArn
            eu-west-1            | eu-west-2             | CopyOfAnotherTable | restorePoint.tableArn
            awsbackup-restore-test-1 | orders            | NotACopy           | target
            awsbackup-restore-test-1 | nothing           | UnknownTable       | target
            """)
    void shouldRefuseWhatItCannotVerifyNamingTheField(String field, String other, String code, String named) {
        assertRefused(REQUEST.replace(field, other), code, named);
    }

    @Test
    void shouldRefuseWithoutABaselineOrWithoutALog() {
        baselines = new StoredBaselines(new InMemoryObjectStore());
        assertRefused(REQUEST, "BaselineNotFound", "table");

        tables.put("users", table("users", "ACTIVE", Map.of("recovery:plan", "orders"), "userId", null));
        tables.put("copy-of-users", table("copy-of-users", "ACTIVE", Map.of(), "userId", origin("users")));
        assertRefused(REQUEST.replace("orders", "users").replace(COPY, "copy-of-users"), "ChangeLogNotFound", "table");
    }

    @Test
    void shouldRefuseATableThatNoPlanBinds() {
        tables.put("orders", table("orders", "ACTIVE", Map.of(), "userId", null));

        assertRefused(REQUEST, "UnknownPlan", "tag recovery:plan");
    }

    @Test
    void shouldRefuseACopyThatIsNoneOfTheTableThatIsThereNow() {
        tables.put(COPY, table(COPY, "ACTIVE", Map.of(), "orderNumber", origin("orders")));
        assertRefused(REQUEST, "CopyOfAnotherTable", "target");

        tables.put(COPY, table(COPY, "ACTIVE", Map.of(), "userId", origin("users")));
        assertRefused(REQUEST, "CopyOfAnotherTable", "target");

        tables.put(COPY, table(COPY, "DELETING", Map.of(), "userId", null));
        assertRefused(REQUEST, "TableNotAvailable", "target");
    }

    /** A table deleted and made anew has another history: the log that bears its name does not lead back to the old one. */
    @Test
    void shouldRefuseARecoveryPointThatIsOlderThanTheTable() {
        String young = REQUEST.replace("T05:00:00Z", "T04:00:00Z").replace("2026-03-01T04", "2026-01-01T04");

        assertRefused(young, "CopyOfAnotherTable", "restorePoint.from");
    }

    private void assertRefused(String request, String code, String field) {
        assertThat(decide(request))
                .isInstanceOfSatisfying(
                        IntakeDecision.Refused.class,
                        refused -> assertThat(refused.refusals()).anySatisfy(refusal -> {
                            assertThat(refusal.code().code()).isEqualTo(code);
                            assertThat(refusal.field()).isEqualTo(field);
                            assertThat(refusal.remedy()).isNotEmpty();
                        }));
        assertThat(work.list("")).isEmpty();
    }

    private RecoveryJob.Restore admitted(String request) {
        IntakeDecision decision = decide(request);
        assertThat(decision).isInstanceOf(IntakeDecision.Admitted.class);
        return (RecoveryJob.Restore) ((IntakeDecision.Admitted) decision).job();
    }

    private IntakeDecision decide(String request) {
        return new RecoveryPointIntake(
                        name -> tables.getOrDefault(name, new ReplayTable.Missing()),
                        name -> name.equals("orders") ? Optional.of(SamplePlans.orders()) : Optional.empty(),
                        new FourMebibytes(),
                        baselines,
                        changeLogs,
                        new ScanSegments(1, 100),
                        work)
                .decide("restore-test-1", Documents.readJson(json(request)), NOW);
    }

    private void baseline(String name, Instant instant) {
        evidence.write(
                new BaselineKeys("orders").manifest(name),
                BaselineDocument.write(new BaselineManifest(
                        BaselineManifest.FORMAT_VERSION,
                        name,
                        "orders",
                        ARN + "orders",
                        instant,
                        new QuietWindow(instant, instant),
                        0,
                        SampleSettings.rich(),
                        "digest",
                        "fingerprints",
                        null,
                        BaselineProof.QUIET_READINGS,
                        KEY.toHex(),
                        "orders",
                        "version")));
    }

    private static ReplayTable.Origin origin(String table) {
        return new ReplayTable.Origin(ARN + table, FROM, true, false);
    }

    private static ReplayTable table(
            String name,
            String status,
            Map<String, String> tags,
            String partitionKey,
            ReplayTable.@Nullable Origin origin) {
        return new ReplayTable.Found(
                ARN + name,
                status,
                Instant.parse("2026-02-01T00:00:00Z"),
                KeySchema.of(partitionKey, "orderId"),
                Map.of(partitionKey, "S", "orderId", "S"),
                tags,
                Optional.ofNullable(origin));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
