package dev.dynamorecovery.aws.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.settings.RestoredTables;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.restore.BackupDescription;
import dev.dynamorecovery.core.restore.ExpectedState;
import dev.dynamorecovery.core.restore.RecoveryRequest;
import dev.dynamorecovery.core.restore.RestorePoint;
import dev.dynamorecovery.core.restore.SourceTable;
import dev.dynamorecovery.core.restore.SourceTable.PointInTimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.BackupTypeFilter;
import software.amazon.awssdk.services.dynamodb.model.DescribeBackupRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeBackupResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Tag;

class DynamoDbRestoreObserverTest {

    private static final String ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/copy";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final RecordedDynamoDb dynamoDb = new RecordedDynamoDb();
    private final DynamoDbRestoreObserver observer = new DynamoDbRestoreObserver(dynamoDb, new PackagedPlans());

    @Test
    void shouldSeeTheTableItsWindowAndItsPlan() {
        assertThat(observer.table("copy")).isInstanceOfSatisfying(SourceTable.Found.class, found -> {
            assertThat(found.arn()).isEqualTo(ARN);
            assertThat(found.status()).isEqualTo("ACTIVE");
            assertThat(found.sizeBytes()).isEqualTo(4_096);
            assertThat(found.window()).isEqualTo(new PointInTimeWindow.Enabled(NOON.minusSeconds(600), NOON));
            assertThat(found.plan())
                    .isInstanceOfSatisfying(
                            PlanBinding.Bound.class,
                            bound -> assertThat(bound.plan().name()).isEqualTo("orders"));
        });
    }

    @Test
    void shouldSeeThatThereIsNoTable() {
        assertThat(observer.table("ghost")).isEqualTo(new SourceTable.Missing());
    }

    @Test
    void shouldTakeAWindowWithoutEndsForNone() {
        dynamoDb.latest = null;

        assertThat(observer.table("copy"))
                .isInstanceOfSatisfying(
                        SourceTable.Found.class,
                        found -> assertThat(found.window()).isEqualTo(new PointInTimeWindow.Disabled()));
    }

    @Test
    void shouldSeeTheTargetOnlyWhereOneIsNamed() {
        assertThat(observer.observe(request(new RestorePoint.LatestRestorable(), "copy"))
                        .targetExists())
                .isTrue();
        assertThat(observer.observe(request(new RestorePoint.LatestRestorable(), "free"))
                        .targetExists())
                .isFalse();
        assertThat(observer.observe(request(new RestorePoint.LatestRestorable(), null))
                        .targetExists())
                .isFalse();
    }

    @Test
    void shouldReadEveryPageOfBackups() {
        assertThat(observer.observe(request(new RestorePoint.LatestBackup(), null))
                        .backups())
                .containsExactly(
                        new BackupDescription("b1", ARN, "AVAILABLE", NOON.minusSeconds(1)),
                        new BackupDescription("b2", ARN, "AVAILABLE", NOON.minusSeconds(2)),
                        new BackupDescription("b3", ARN, "AVAILABLE", NOON.minusSeconds(3)));
        assertThat(dynamoDb.backupRequests).hasSize(3).allSatisfy(request -> {
            assertThat(request.tableName()).isEqualTo("copy");
            assertThat(request.backupType()).isEqualTo(BackupTypeFilter.USER);
        });
    }

    @Test
    void shouldReadTheBackupThatIsNamedAndSeeWhenThereIsNone() {
        assertThat(observer.observe(request(new RestorePoint.FromBackup("b1"), null))
                        .backups())
                .containsExactly(new BackupDescription("b1", ARN, "AVAILABLE", NOON));
        assertThat(observer.observe(request(new RestorePoint.FromBackup("gone"), null))
                        .backups())
                .isEmpty();
    }

    @Test
    void shouldAskForNoBackupsForAnInstant() {
        observer.observe(request(new RestorePoint.AtInstant(NOON), null));

        assertThat(dynamoDb.backupRequests).isEmpty();
    }

    private static RecoveryRequest.Restore request(RestorePoint point, @Nullable String target) {
        return new RecoveryRequest.Restore(
                "copy",
                point,
                Optional.ofNullable(target),
                new ExpectedState.None(),
                true,
                true,
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** Answers as DynamoDB does about one table with three backups, one a page. */
    private static final class RecordedDynamoDb implements DynamoDbClient {

        private final List<ListBackupsRequest> backupRequests = new ArrayList<>();
        private @Nullable Instant latest = NOON;

        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            if (!request.tableName().equals("copy")) {
                throw ResourceNotFoundException.builder().message("none").build();
            }
            return DescribeTableResponse.builder()
                    .table(RestoredTables.described())
                    .build();
        }

        @Override
        public DescribeContinuousBackupsResponse describeContinuousBackups(DescribeContinuousBackupsRequest request) {
            return DescribeContinuousBackupsResponse.builder()
                    .continuousBackupsDescription(backups -> backups.pointInTimeRecoveryDescription(
                            recovery -> recovery.pointInTimeRecoveryStatus(PointInTimeRecoveryStatus.ENABLED)
                                    .earliestRestorableDateTime(NOON.minusSeconds(600))
                                    .latestRestorableDateTime(latest)))
                    .build();
        }

        @Override
        public ListTagsOfResourceResponse listTagsOfResource(ListTagsOfResourceRequest request) {
            return ListTagsOfResourceResponse.builder()
                    .tags(Tag.builder().key("recovery:plan").value("orders").build())
                    .build();
        }

        @Override
        public DescribeBackupResponse describeBackup(DescribeBackupRequest request) {
            if (request.backupArn().equals("gone")) {
                throw BackupNotFoundException.builder().message("none").build();
            }
            return DescribeBackupResponse.builder()
                    .backupDescription(description -> description
                            .backupDetails(backup -> backup.backupArn(request.backupArn())
                                    .backupStatus(BackupStatus.AVAILABLE)
                                    .backupCreationDateTime(NOON))
                            .sourceTableDetails(source -> source.tableArn(ARN)))
                    .build();
        }

        @Override
        public ListBackupsResponse listBackups(ListBackupsRequest request) {
            backupRequests.add(request);
            var number = backupRequests.size();
            return ListBackupsResponse.builder()
                    .backupSummaries(BackupSummary.builder()
                            .backupArn("b" + number)
                            .tableArn(ARN)
                            .backupStatus(BackupStatus.AVAILABLE)
                            .backupCreationDateTime(NOON.minusSeconds(number))
                            .build())
                    .lastEvaluatedBackupArn(number < 3 ? "b" + number : null)
                    .build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
