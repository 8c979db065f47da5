package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.InMemoryChangeLogIndex;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.restore.RecoveryRequest;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.restore.RestoreObservations;
import dev.dynamorecovery.core.restore.RestoreObserver;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.restore.SourceTable;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestIntakeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:45:00Z");
    private static final Instant POINT = Instant.parse("2026-11-22T10:40:00Z");
    private static final String RESTORE =
            "{\"operation\":\"Restore\",\"table\":\"orders\",\"restorePoint\":{\"type\":\"Instant\",\"instant\":\"2026-11-22T10:40:00Z\"}%s}";

    private final InMemoryObjectStore work = new InMemoryObjectStore();
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final InMemoryChangeLogIndex changeLogs = new InMemoryChangeLogIndex();

    @Test
    void shouldHashWithTheKeyOfTheBaselineComparedWith() {
        BaselineManifest manifest = SampleVerification.manifest(POINT, evidence);

        RecoveryJob.Restore job = admitted(RESTORE.formatted(""));

        assertThat(job.expectedState()).isEqualTo(new ExpectedSource.Baseline(manifest.baseline()));
        assertThat(StoredHashKey.read(job.keys(), work).toHex()).isEqualTo(manifest.hashKey());
        assertThat(job.passes()).extracting(PlannedPass::side).containsExactly(Side.RESTORED);
        assertThat(job.rules()).isPositive();
    }

    @Test
    void shouldNeedNoChangeLogWhereABaselineSpeaksForTheRestorePoint() {
        BaselineManifest manifest = SampleVerification.manifest(POINT, evidence);
        log();

        assertThat(admitted(RESTORE.formatted("")).expectedState())
                .isEqualTo(new ExpectedSource.Baseline(manifest.baseline()));
    }

    @Test
    void shouldDeriveTheStateByTheChangeLogWhereNoBaselineSpeaksForTheRestorePoint() {
        SampleVerification.manifest(POINT.minusSeconds(7200), evidence);
        BaselineManifest nearest = SampleVerification.manifest(POINT.minusSeconds(3600), evidence);
        SampleVerification.manifest(POINT.plusSeconds(60), evidence);
        log();

        RecoveryJob.Restore job = admitted(RESTORE.formatted(""));

        assertThat(job.expectedState()).isEqualTo(new ExpectedSource.ChangeLog(nearest.baseline()));
        assertThat(job.passes()).containsExactly(new PlannedPass(Side.RESTORED, job.target(), true, false));
        assertThat(job.openings()).extracting(PlannedPass::side).containsExactly(Side.RESTORED);
        assertThat(StoredHashKey.read(job.keys(), work).toHex()).isEqualTo(nearest.hashKey());
    }

    @Test
    void shouldTakeTheBaselineAloneOfATableWithoutAChangeLog() {
        BaselineManifest older = SampleVerification.manifest(POINT.minusSeconds(3600), evidence);

        assertThat(admitted(RESTORE.formatted("")).expectedState())
                .isEqualTo(new ExpectedSource.Baseline(older.baseline()));
    }

    @Test
    void shouldGoBackFromTheOldestBaselineWhereAllAreYounger() {
        BaselineManifest oldest = SampleVerification.manifest(POINT.plusSeconds(60), evidence);
        SampleVerification.manifest(POINT.plusSeconds(90), evidence);
        log();

        assertThat(admitted(RESTORE.formatted(",\"expectedState\":{\"type\":\"ChangeLog\"}"))
                        .expectedState())
                .isEqualTo(new ExpectedSource.ChangeLog(oldest.baseline()));
    }

    @Test
    void shouldStartFromTheBaselineAskedForAndWriteNoFingerprintsUnlessTheCopyIsKept() {
        BaselineManifest asked = SampleVerification.manifest(POINT.minusSeconds(7200), evidence);
        SampleVerification.manifest(POINT.minusSeconds(3600), evidence);
        log();

        RecoveryJob.Restore job = admitted(RESTORE.formatted(
                ",\"expectedState\":{\"type\":\"ChangeLog\",\"baseline\":\"%s\"},\"keepBaseline\":false"
                        .formatted(asked.baseline())));

        assertThat(job.expectedState()).isEqualTo(new ExpectedSource.ChangeLog(asked.baseline()));
        assertThat(job.passes()).extracting(PlannedPass::fingerprints).containsExactly(false);
    }

    @Test
    void shouldRefuseToDeriveWithoutAChangeLogOrWithoutABaseline() {
        String request = RESTORE.formatted(",\"expectedState\":{\"type\":\"ChangeLog\"}");

        assertThat(code(decide(table(), request))).isEqualTo(RefusalCode.CHANGE_LOG_NOT_FOUND);
        log();
        assertThat(code(decide(table(), request))).isEqualTo(RefusalCode.BASELINE_NOT_FOUND);
        assertThat(code(decide(table(), RESTORE.formatted("")))).isEqualTo(RefusalCode.BASELINE_NOT_FOUND);
        assertThat(work.list("")).isEmpty();
    }

    @Test
    void shouldRefuseWithoutABaselineAndLeaveNothing() {
        IntakeDecision decision = decide(table(), RESTORE.formatted(""));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        IntakeDecision.Refused.class,
                        refused -> assertThat(refused.refusals())
                                .singleElement()
                                .satisfies(refusal -> {
                                    assertThat(refusal.code()).isEqualTo(RefusalCode.BASELINE_NOT_FOUND);
                                    assertThat(refusal.field()).isEqualTo("expectedState.baseline");
                                    assertThat(refusal.value()).isEqualTo("latest");
                                    assertThat(refusal.remedy()).contains("./recovery baseline orders");
                                }));
        assertThat(work.list("")).isEmpty();
    }

    @Test
    void shouldReadALiveTableTwiceUnderANewKey() {
        RecoveryJob.Restore job = admitted(RESTORE.formatted(",\"expectedState\":{\"type\":\"LiveTable\"}"));

        assertThat(job.passes()).extracting(PlannedPass::side).containsExactly(Side.RESTORED, Side.FIRST, Side.SECOND);
        assertThat(job.openings()).extracting(PlannedPass::side).containsExactly(Side.RESTORED, Side.SECOND);
        assertThat(StoredHashKey.read(job.keys(), work)).isEqualTo(newKey());
    }

    @Test
    void shouldReadNothingWhereNothingIsExpected() {
        RecoveryJob.Restore job = admitted(RESTORE.formatted(",\"expectedState\":{\"type\":\"None\"}"));

        assertThat(job.passes()).isEmpty();
    }

    @Test
    void shouldSpaceTheReadingsOfABaseline() {
        IntakeDecision decision = decide(table(), "{\"operation\":\"Baseline\",\"table\":\"orders\"}");

        assertThat(decision)
                .isInstanceOfSatisfying(
                        IntakeDecision.Admitted.class,
                        admitted -> assertThat(((RecoveryJob.Baseline) admitted.job()).passes())
                                .containsExactly(
                                        new PlannedPass(Side.FIRST, "orders", true, true),
                                        new PlannedPass(Side.SECOND, "orders", false, false)));
    }

    @Test
    void shouldRefuseABaselineOfATableThatIsMissingOrNotReadyOrWithoutAPlan() {
        String request = "{\"operation\":\"Baseline\",\"table\":\"orders\"}";

        assertThat(code(decide(new SourceTable.Missing(), request))).isEqualTo(RefusalCode.UNKNOWN_TABLE);
        assertThat(code(decide(table("CREATING", new PlanBinding.Bound(SamplePlans.orders())), request)))
                .isEqualTo(RefusalCode.TABLE_NOT_AVAILABLE);
        assertThat(code(decide(table("ACTIVE", new PlanBinding.Untagged()), request)))
                .isEqualTo(RefusalCode.UNKNOWN_PLAN);
        assertThat(code(decide(table("ACTIVE", new PlanBinding.NamesNoPlan("gold")), request)))
                .isEqualTo(RefusalCode.UNKNOWN_PLAN);
        assertThat(code(decide(
                        table("ACTIVE", new PlanBinding.NamesInvalidPlan("gold", "tier", "9", "give 1 to 4")),
                        request)))
                .isEqualTo(RefusalCode.INVALID_PLAN);
        assertThat(work.list("")).isEmpty();
    }

    @Test
    void shouldRefuseWhatItCannotRead() {
        assertThat(code(decide(table(), "{\"operation\":\"Erase\"}"))).isEqualTo(RefusalCode.INVALID_REQUEST);
    }

    private void log() {
        changeLogs.advance(
                new Checkpoint(
                        "orders",
                        "2026-11-22T09:00:00.000",
                        "shardId-0",
                        POINT.minusSeconds(9000),
                        POINT.minusSeconds(8999),
                        "100",
                        POINT,
                        POINT.plusSeconds(1)),
                Instant.MIN);
    }

    private RecoveryJob.Restore admitted(String request) {
        return switch (decide(table(), request)) {
            case IntakeDecision.Admitted admitted -> (RecoveryJob.Restore) admitted.job();
            case IntakeDecision.Refused refused -> throw new AssertionError(refused.refusals());
        };
    }

    private static RefusalCode code(IntakeDecision decision) {
        return ((IntakeDecision.Refused) decision).refusals().getFirst().code();
    }

    private IntakeDecision decide(SourceTable source, String request) {
        RestoreObserver observer = new RestoreObserver() {
            @Override
            public RestoreObservations observe(RecoveryRequest.Restore restore) {
                return new RestoreObservations(source, List.of(), false);
            }

            @Override
            public SourceTable table(String name) {
                return source;
            }
        };
        return new RequestIntake(
                        observer,
                        table -> SampleVerification.KEY,
                        new StoredBaselines(evidence),
                        changeLogs,
                        new ScanSegments(1, 10),
                        RequestIntakeTest::newKey,
                        work)
                .decide("run-1", Documents.readJson(request.getBytes(StandardCharsets.UTF_8)), NOW);
    }

    private static SourceTable.Found table() {
        return table("ACTIVE", new PlanBinding.Bound(SamplePlans.orders()));
    }

    private static SourceTable.Found table(String status, PlanBinding plan) {
        return new SourceTable.Found(
                SampleVerification.ARN,
                status,
                3L << 20,
                new SourceTable.PointInTimeWindow.Enabled(POINT.minusSeconds(3600), NOW.minusSeconds(240)),
                plan);
    }

    private static HashKey newKey() {
        byte[] bytes = new byte[HashKey.BYTES];
        Arrays.fill(bytes, (byte) 7);
        return HashKey.of(bytes);
    }
}
