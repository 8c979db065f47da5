package dev.dynamorecovery.aws.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.audit.finding.Repair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateBackupRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateBackupResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.TagResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateContinuousBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

class DynamoDbRepairsTest {

    private static final String PREFIX = "arn:aws:dynamodb:us-east-1:111122223333:table/";

    private final RecordingDynamoDb dynamoDb = new RecordingDynamoDb();
    private final DynamoDbRepairs repairs = new DynamoDbRepairs(dynamoDb, PREFIX, pause -> {});

    @Test
    void shouldMakeEachRepairByOneCallThatAddsAndTakesNothing() {
        repairs.make("orders", new Repair.SetPointInTimeRecovery(35));
        repairs.make("orders", new Repair.EnableStream());
        repairs.make("orders", new Repair.SetTimeToLive("expiresAt"));
        repairs.make("orders", new Repair.ProtectFromDeletion());
        repairs.make("orders", new Repair.AddTag("owner", "payments"));
        repairs.make("orders", new Repair.TakeBackup("repair-orders"));

        assertThat(dynamoDb.calls)
                .containsExactly(
                        "UpdateContinuousBackups orders true 35",
                        "UpdateTable orders stream NEW_AND_OLD_IMAGES protected null",
                        "UpdateTimeToLive orders expiresAt true",
                        "UpdateTable orders stream null protected true",
                        "TagResource " + PREFIX + "orders owner=payments",
                        "CreateBackup orders repair-orders");
    }

    @Test
    void shouldWaitForAChangeThatIsUnderWay() {
        dynamoDb.busy = 3;

        repairs.make("orders", new Repair.ProtectFromDeletion());

        assertThat(dynamoDb.calls).containsExactly("UpdateTable orders stream null protected true");
    }

    @Test
    void shouldSayThatATableStaysBusyRatherThanWaitForEver() {
        dynamoDb.busy = 1_000;

        assertThatThrownBy(() -> repairs.make("orders", new Repair.EnableStream()))
                .isInstanceOf(ResourceInUseException.class);
    }

    private static final class RecordingDynamoDb implements DynamoDbClient {

        private final List<String> calls = new ArrayList<>();
        private int busy;

        @Override
        public UpdateTableResponse updateTable(UpdateTableRequest request) {
            if (busy > 0) {
                busy--;
                throw ResourceInUseException.builder().message("UPDATING").build();
            }
            calls.add("UpdateTable %s stream %s protected %s"
                    .formatted(
                            request.tableName(),
                            request.streamSpecification() == null
                                    ? null
                                    : request.streamSpecification().streamViewType(),
                            request.deletionProtectionEnabled()));
            return UpdateTableResponse.builder().build();
        }

        @Override
        public UpdateContinuousBackupsResponse updateContinuousBackups(UpdateContinuousBackupsRequest request) {
            var recovery = request.pointInTimeRecoverySpecification();
            calls.add("UpdateContinuousBackups %s %s %s"
                    .formatted(
                            request.tableName(),
                            recovery.pointInTimeRecoveryEnabled(),
                            recovery.recoveryPeriodInDays()));
            return UpdateContinuousBackupsResponse.builder().build();
        }

        @Override
        public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
            var expiry = request.timeToLiveSpecification();
            calls.add("UpdateTimeToLive %s %s %s"
                    .formatted(request.tableName(), expiry.attributeName(), expiry.enabled()));
            return UpdateTimeToLiveResponse.builder().build();
        }

        @Override
        public TagResourceResponse tagResource(TagResourceRequest request) {
            var tag = request.tags().getFirst();
            calls.add("TagResource %s %s=%s".formatted(request.resourceArn(), tag.key(), tag.value()));
            return TagResourceResponse.builder().build();
        }

        @Override
        public CreateBackupResponse createBackup(CreateBackupRequest request) {
            calls.add("CreateBackup %s %s".formatted(request.tableName(), request.backupName()));
            return CreateBackupResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
