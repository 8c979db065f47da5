package dev.dynamorecovery.core.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.restore.SourceTable.PointInTimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreAdmissionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant EARLIEST = NOW.minus(Duration.ofDays(35));
    private static final Instant LATEST = NOW.minus(Duration.ofMinutes(5));
    private static final String ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
    private static final String USERS = "arn:aws:dynamodb:us-east-1:123456789012:table/users";
    private static final ScanSegments SEGMENTS = new ScanSegments(512, 1000);

    @Test
    void shouldAdmitAnInstantOfTheWindow() {
        var instant = Instant.parse("2026-11-22T10:40:00Z");

        assertThat(decide(at(instant), orders()))
                .asInstanceOf(type(RestoreAdmission.Admitted.class))
                .satisfies(admitted -> {
                    assertThat(admitted.point()).isEqualTo(new RestoredPoint.PointInTime(instant));
                    assertThat(admitted.target()).isEqualTo("orders-restored-20261122T104000Z-20261122T120000Z");
                    assertThat(admitted.sourceArn()).isEqualTo(ARN);
                    assertThat(admitted.plan().name()).isEqualTo("orders");
                    assertThat(admitted.segments()).isEqualTo(3);
                    assertThat(admitted.startedAt()).isEqualTo(NOW);
                });
    }

    @Test
    void shouldResolveTheLatestRestorableSecond() {
        assertThat(decide(request(new RestorePoint.LatestRestorable(), null), orders()))
                .asInstanceOf(type(RestoreAdmission.Admitted.class))
                .satisfies(admitted -> assertThat(admitted.point()).isEqualTo(new RestoredPoint.PointInTime(LATEST)));
    }

    @Test
    void shouldStayWithinAWindowThatIsYoungerThanASecond() {
        var earliest = LATEST.plusMillis(400);
        var latest = LATEST.plusMillis(900);
        var young = observing(found("ACTIVE", new PointInTimeWindow.Enabled(earliest, latest), bound()));

        assertThat(decide(request(new RestorePoint.LatestRestorable(), null), young))
                .asInstanceOf(type(RestoreAdmission.Admitted.class))
                .satisfies(admitted -> assertThat(admitted.point()).isEqualTo(new RestoredPoint.PointInTime(latest)));
    }

    @Test
    void shouldTakeTheNameThatTheOperatorGives() {
        assertThat(decide(request(new RestorePoint.LatestRestorable(), "rescue"), orders()))
                .asInstanceOf(type(RestoreAdmission.Admitted.class))
                .satisfies(admitted -> assertThat(admitted.target()).isEqualTo("rescue"));
    }

    @Test
    void shouldRefuseAnUnknownTable() {
        refused(at(LATEST), observing(new SourceTable.Missing()), RefusalCode.UNKNOWN_TABLE, "table");
    }

    @Test
    void shouldRefuseATableThatIsBeingDeleted() {
        refused(at(LATEST), observing(found("DELETING", window(), bound())), RefusalCode.TABLE_NOT_AVAILABLE, "table");
    }

    @Test
    void shouldRefuseAnInstantBeforeTheWindow() {
        refused(at(EARLIEST.minusSeconds(1)), orders(), RefusalCode.INVALID_RESTORE_TIME, "restorePoint.instant");
    }

    @Test
    void shouldRefuseAnInstantThatIsNotRestorableYet() {
        refused(at(LATEST.plusSeconds(1)), orders(), RefusalCode.INVALID_RESTORE_TIME, "restorePoint.instant");
    }

    @Test
    void shouldSayThatAnInstantLiesInTheFuture() {
        assertThat(refused(at(NOW.plusSeconds(1)), orders(), RefusalCode.INVALID_RESTORE_TIME, "restorePoint.instant")
                        .remedy())
                .contains("past");
    }

    @Test
    void shouldRefuseWhenPointInTimeRecoveryIsOff() {
        var off = observing(found("ACTIVE", new PointInTimeWindow.Disabled(), bound()));

        refused(at(LATEST), off, RefusalCode.POINT_IN_TIME_RECOVERY_UNAVAILABLE, "table");
        refused(
                request(new RestorePoint.LatestRestorable(), null),
                off,
                RefusalCode.POINT_IN_TIME_RECOVERY_UNAVAILABLE,
                "table");
    }

    @Test
    void shouldRestoreABackupAlthoughPointInTimeRecoveryIsOff() {
        var observations = new RestoreObservations(
                found("ACTIVE", new PointInTimeWindow.Disabled(), bound()),
                List.of(backup("b1", ARN, "AVAILABLE", LATEST)),
                false);

        assertThat(decide(request(new RestorePoint.FromBackup("b1"), null), observations))
                .asInstanceOf(type(RestoreAdmission.Admitted.class))
                .satisfies(admitted -> assertThat(admitted.point()).isEqualTo(new RestoredPoint.Backup("b1", LATEST)));
    }

    @Test
    void shouldRefuseATargetThatExists() {
        refused(
                request(new RestorePoint.LatestRestorable(), "rescue"),
                new RestoreObservations(found("ACTIVE", window(), bound()), List.of(), true),
                RefusalCode.TARGET_EXISTS,
                "target");
    }

    @Test
    void shouldNeverRestoreOverTheSource() {
        refused(
                request(new RestorePoint.LatestRestorable(), "orders"),
                orders(),
                RefusalCode.TARGET_IS_SOURCE,
                "target");
    }

    @Test
    void shouldRefuseABackupOfAnotherTable() {
        refused(
                request(new RestorePoint.FromBackup("b1"), null),
                withBackups(backup("b1", USERS, "AVAILABLE", LATEST)),
                RefusalCode.BACKUP_OF_ANOTHER_TABLE,
                "restorePoint.backupArn");
    }

    @Test
    void shouldRefuseABackupThatDoesNotExist() {
        refused(
                request(new RestorePoint.FromBackup("b1"), null),
                withBackups(backup("b2", ARN, "AVAILABLE", LATEST)),
                RefusalCode.BACKUP_NOT_FOUND,
                "restorePoint.backupArn");
    }

    @Test
    void shouldRefuseABackupThatIsNotAvailable() {
        refused(
                request(new RestorePoint.FromBackup("b1"), null),
                withBackups(backup("b1", ARN, "CREATING", LATEST)),
                RefusalCode.BACKUP_NOT_AVAILABLE,
                "restorePoint.backupArn");
    }

    @Test
    void shouldTakeTheNewestAvailableBackupOfThisTable() {
        assertThat(decide(
                        request(new RestorePoint.LatestBackup(), null),
                        withBackups(
                                backup("old", ARN, "AVAILABLE", LATEST.minusSeconds(60)),
                                backup("new", ARN, "AVAILABLE", LATEST.minusSeconds(30)),
                                backup("unfinished", ARN, "CREATING", LATEST),
                                backup("foreign", USERS, "AVAILABLE", LATEST))))
                .asInstanceOf(type(RestoreAdmission.Admitted.class))
                .satisfies(admitted -> assertThat(admitted.point())
                        .isEqualTo(new RestoredPoint.Backup("new", LATEST.minusSeconds(30))));
    }

    @Test
    void shouldRefuseTheLatestBackupWhenThereIsNone() {
        refused(
                request(new RestorePoint.LatestBackup(), null),
                withBackups(backup("b1", ARN, "DELETED", LATEST)),
                RefusalCode.BACKUP_NOT_FOUND,
                "restorePoint.backupArn");
    }

    @Test
    void shouldRefuseATableWithoutAPlan() {
        refused(
                at(LATEST),
                observing(found("ACTIVE", window(), new PlanBinding.Untagged())),
                RefusalCode.UNKNOWN_PLAN,
                "table");
    }

    @Test
    void shouldRefuseATagThatNamesNoPlan() {
        assertThat(refused(
                                at(LATEST),
                                observing(found("ACTIVE", window(), new PlanBinding.NamesNoPlan("ghost"))),
                                RefusalCode.UNKNOWN_PLAN,
                                "tag recovery:plan")
                        .value())
                .isEqualTo("ghost");
    }

    @Test
    void shouldRefuseAPlanThatDoesNotValidate() {
        refused(
                at(LATEST),
                observing(found("ACTIVE", window(), new PlanBinding.NamesInvalidPlan("orders", "tier", "9", "1 to 4"))),
                RefusalCode.INVALID_PLAN,
                "plan orders: tier");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T12:00:01Z, past", "2026-11-22T11:00:00Z, before the incident"})
    void shouldRefuseAnIncidentThatCannotBe(Instant incidentAt, String remedy) {
        var request = new RecoveryRequest.Restore(
                "orders",
                new RestorePoint.LatestRestorable(),
                Optional.empty(),
                new ExpectedState.None(),
                true,
                true,
                Optional.of(incidentAt),
                false,
                Optional.empty());

        assertThat(refused(request, orders(), RefusalCode.INVALID_REQUEST, "incidentAt")
                        .remedy())
                .contains(remedy);
    }

    @Test
    void shouldGiveEveryReasonAtOnce() {
        var decision = decide(
                request(new RestorePoint.AtInstant(NOW.plusSeconds(60)), "orders"),
                observing(found("ACTIVE", window(), new PlanBinding.Untagged())));

        assertThat(decision)
                .asInstanceOf(type(RestoreAdmission.Refused.class))
                .satisfies(refused -> assertThat(refused.refusals())
                        .extracting(Refusal::code)
                        .containsExactly(
                                RefusalCode.TARGET_IS_SOURCE,
                                RefusalCode.UNKNOWN_PLAN,
                                RefusalCode.INVALID_RESTORE_TIME));
    }

    /** Whatever is observed, an admitted restore makes a new table from a restorable second. */
    @Property(tries = 500, seed = "20261122")
    void shouldAdmitOnlyWhatIsSafe(
            @ForAll @IntRange(min = -600, max = 600) int secondsFromLatest,
            @ForAll boolean named,
            @ForAll boolean sameName,
            @ForAll boolean targetExists,
            @ForAll boolean enabled,
            @ForAll boolean tagged) {
        var target = named ? sameName ? "orders" : "rescue" : null;
        var instant = LATEST.plusSeconds(secondsFromLatest);
        var observations = new RestoreObservations(
                found(
                        "ACTIVE",
                        enabled ? window() : new PointInTimeWindow.Disabled(),
                        tagged ? bound() : new PlanBinding.Untagged()),
                List.of(),
                targetExists && named);

        var safe = enabled && tagged && secondsFromLatest <= 0 && (!named || (!sameName && !targetExists));
        assertThat(decide(request(new RestorePoint.AtInstant(instant), target), observations)
                                instanceof RestoreAdmission.Admitted admitted
                        && !admitted.target().equals("orders"))
                .isEqualTo(safe);
    }

    private static RestoreAdmission decide(RecoveryRequest.Restore request, RestoreObservations observations) {
        return RestoreAdmission.decide(request, observations, SEGMENTS, NOW);
    }

    private static Refusal refused(
            RecoveryRequest.Restore request, RestoreObservations observations, RefusalCode code, String field) {
        var decision = decide(request, observations);
        assertThat(decision).isInstanceOf(RestoreAdmission.Refused.class);
        var refusals = ((RestoreAdmission.Refused) decision).refusals();
        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.field()).isEqualTo(field);
            assertThat(refusal.value()).isNotBlank();
            assertThat(refusal.remedy()).isNotBlank();
        });
        return refusals.getFirst();
    }

    private static RecoveryRequest.Restore at(Instant instant) {
        return request(new RestorePoint.AtInstant(instant), null);
    }

    private static RecoveryRequest.Restore request(RestorePoint point, @Nullable String target) {
        return new RecoveryRequest.Restore(
                "orders",
                point,
                Optional.ofNullable(target),
                new ExpectedState.LatestBaseline(),
                true,
                true,
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static RestoreObservations orders() {
        return observing(found("ACTIVE", window(), bound()));
    }

    private static RestoreObservations observing(SourceTable source) {
        return new RestoreObservations(source, List.of(), false);
    }

    private static RestoreObservations withBackups(BackupDescription... backups) {
        return new RestoreObservations(found("ACTIVE", window(), bound()), List.of(backups), false);
    }

    private static SourceTable.Found found(String status, PointInTimeWindow window, PlanBinding plan) {
        return new SourceTable.Found(ARN, status, 1_200L * 1_048_576, window, plan);
    }

    private static PointInTimeWindow window() {
        return new PointInTimeWindow.Enabled(EARLIEST, LATEST);
    }

    private static PlanBinding bound() {
        return new PlanBinding.Bound(SamplePlans.orders());
    }

    private static BackupDescription backup(String arn, String tableArn, String status, Instant createdAt) {
        return new BackupDescription(arn, tableArn, status, createdAt);
    }
}
