package dev.dynamorecovery.core.replay.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.restore.RecoveryRequest;
import dev.dynamorecovery.core.restore.RestoreObservations;
import dev.dynamorecovery.core.restore.RestoreObserver;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.restore.SourceTable;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.verification.ExpectedSource;
import dev.dynamorecovery.core.verification.IntakeDecision;
import dev.dynamorecovery.core.verification.PlannedPass;
import dev.dynamorecovery.core.verification.RecoveryJob;
import dev.dynamorecovery.core.verification.Side;
import dev.dynamorecovery.core.verification.StoredHashKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationIntakeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant RESTORED_TO = Instant.parse("2026-03-01T11:00:00Z");
    private static final String ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/";
    private static final HashKey DRAWN = HashKey.of(new byte[HashKey.BYTES]);
    private static final String REQUEST =
            "{'operation':'Verify','table':'orders','target':'orders-copy','expectedState':{'type':'LiveTable'}}";

    private final Map<String, ReplayTable> tables = new HashMap<>();
    private final InMemoryObjectStore work = new InMemoryObjectStore();
    private final VerificationIntake intake = new VerificationIntake(
            name -> tables.getOrDefault(name, new ReplayTable.Missing()),
            name -> name.equals("orders") ? Optional.of(SamplePlans.orders()) : Optional.empty(),
            new FourMebibytes(),
            new ScanSegments(1, 100),
            () -> DRAWN,
            work);

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
        tables.put("orders", table("orders", Map.of("recovery:plan", "orders"), null));
        tables.put(
                "orders-copy",
                table(
                        "orders-copy",
                        Map.of("recovery:copy-of", "orders", "recovery:execution", "restore-1"),
                        new ReplayTable.Origin(ARN + "orders", RESTORED_TO, false, false)));
    }

    @Test
    void shouldCompareWhatStandsWithTheLiveTableReadTwice() {
        RecoveryJob.Restore job = admitted(REQUEST);

        assertThat(job.table()).isEqualTo("orders");
        assertThat(job.target()).isEqualTo("orders-copy");
        assertThat(job.expectedState()).isEqualTo(new ExpectedSource.LiveTable());
        assertThat(job.passes()).extracting(PlannedPass::side).containsExactly(Side.RESTORED, Side.FIRST, Side.SECOND);
        assertThat(job.restorePoint()).isEqualTo(new RestoredPoint.PointInTime(RESTORED_TO));
        assertThat(job.segments()).isEqualTo(4);
        assertThat(job.rules()).isPositive();
        assertThat(job.revealValues()).isFalse();
    }

    @Test
    void shouldKeepTheCopyAndMakeNoBaselineOfIt() {
        RecoveryJob.Restore job = admitted(REQUEST);

        assertThat(job.keepCopy()).isTrue();
        assertThat(job.keepBaseline()).isFalse();
    }

    @Test
    void shouldHashWithAKeyDrawnForThisExecution() {
        RecoveryJob.Restore job = admitted(REQUEST);

        assertThat(StoredHashKey.read(job.keys(), work)).isEqualTo(DRAWN);
    }

    @Test
    void shouldRevealValuesWhenAsked() {
        assertThat(admitted(REQUEST.replace("'orders-copy'", "'orders-copy','revealValues':true"))
                        .revealValues())
                .isTrue();
    }

    @Test
    void shouldConcernOnlyRequestsToVerify() {
        assertThat(VerificationIntake.concerns(Documents.readJson(json(REQUEST))))
                .isTrue();
        assertThat(VerificationIntake.concerns(Documents.readJson(json(REQUEST.replace("Verify", "Restore")))))
                .isFalse();
        assertThat(VerificationIntake.concerns(Documents.readJson(json("{}")))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'operation':'Verify','table':'orders','target':'orders-copy','expectedState':{'type':'Baseline'}}   | InvalidRequest | expectedState.type
            {'operation':'Verify','table':'orders','target':'orders-copy'}                                       | InvalidRequest | expectedState
            {'operation':'Verify','table':'or ders','target':'orders-copy','expectedState':{'type':'LiveTable'}} | InvalidRequest | table
            {'operation':'Verify','table':'orders','target':'orders-copy','expectedState':{'type':'LiveTable'},'x':1} | InvalidRequest | x
            {'operation':'Verify','table':'nothing','target':'orders-copy','expectedState':{'type':'LiveTable'}} | UnknownTable   | table
            {'operation':'Verify','table':'orders','target':'nothing','expectedState':{'type':'LiveTable'}}      | UnknownTable   | copy
            {'operation':'Verify','table':'orders','target':'orders','expectedState':{'type':'LiveTable'}}       | NotACopy       | copy
            """)
    void shouldRefuseNamingTheFieldAndLeaveNothingBehind(String request, String code, String field) {
        assertThat(decide(request))
                .isInstanceOfSatisfying(
                        IntakeDecision.Refused.class,
                        refused -> assertThat(refused.refusals().getFirst()).satisfies(refusal -> {
                            assertThat(refusal.code().code()).isEqualTo(code);
                            assertThat(refusal.field()).isEqualTo(field);
                            assertThat(refusal.remedy()).isNotEmpty();
                        }));
        assertThat(work.list("")).isEmpty();
    }

    /** The comparison rebuilds the copy's settings: it must never meet a table that is somebody's own. */
    @Test
    void shouldNeverTouchATableThatTheSuiteDidNotRestore() {
        tables.put("orders-copy", table("orders-copy", Map.of(), null));

        assertThat(decide(REQUEST))
                .isInstanceOfSatisfying(
                        IntakeDecision.Refused.class,
                        refused -> assertThat(
                                        refused.refusals().getFirst().code().code())
                                .isEqualTo("NotACopy"));
    }

    private RecoveryJob.Restore admitted(String request) {
        IntakeDecision decision = decide(request);
        assertThat(decision).isInstanceOf(IntakeDecision.Admitted.class);
        return (RecoveryJob.Restore) ((IntakeDecision.Admitted) decision).job();
    }

    private IntakeDecision decide(String request) {
        return intake.decide("verify-1", Documents.readJson(json(request)), NOW);
    }

    private static byte[] json(String request) {
        return request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static ReplayTable table(
            String name, Map<String, String> tags, ReplayTable.@org.jspecify.annotations.Nullable Origin origin) {
        return new ReplayTable.Found(
                ARN + name,
                "ACTIVE",
                RESTORED_TO.minusSeconds(86_400),
                KeySchema.of("userId", "orderId"),
                Map.of("userId", "S", "orderId", "S"),
                tags,
                Optional.ofNullable(origin));
    }
}
