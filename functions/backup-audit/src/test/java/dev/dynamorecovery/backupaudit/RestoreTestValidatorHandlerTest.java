package dev.dynamorecovery.backupaudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.audit.AwsRestoreTests;
import dev.dynamorecovery.aws.audit.RestoreTestVerifications;
import dev.dynamorecovery.aws.runtime.InvokedContext;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.core.document.Documents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.PutRestoreValidationResultRequest;
import software.amazon.awssdk.services.backup.model.PutRestoreValidationResultResponse;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

class RestoreTestValidatorHandlerTest {

    private static final Path SAMPLES = Path.of("..", "..", "events", "backup-audit");
    private static final String JOB = "22004F98-359C-4DC4-8877-C4138658D7B0";
    private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:dynamo-recovery-restore";
    private static final String TABLES = "arn:aws:dynamodb:us-east-1:123456789012:table/";

    private final Backup backup = new Backup();
    private final Machine machine = new Machine();
    private final RestoreTestValidatorHandler handler = new RestoreTestValidatorHandler(
            new AwsRestoreTests(backup), new RestoreTestVerifications(machine, MACHINE), Duration.ofMinutes(1));

    /** AWS Backup, as far as a restore test needs it. */
    private static final class Backup implements BackupClient {

        private RestoreValidationStatus validation = RestoreValidationStatus.VALIDATING;
        private @Nullable Instant completed = Instant.parse("2026-11-22T05:02:30Z");
        private final List<PutRestoreValidationResultRequest> answers = new ArrayList<>();

        @Override
        public DescribeRestoreJobResponse describeRestoreJob(DescribeRestoreJobRequest request) {
            assertThat(request.restoreJobId()).isEqualTo(JOB);
            return DescribeRestoreJobResponse.builder()
                    .sourceResourceArn(TABLES + "orders")
                    .createdResourceArn(TABLES + "awsbackup-restore-test-b1b40070")
                    .recoveryPointArn("POINT")
                    .backupVaultArn("arn:aws:backup:us-east-1:123456789012:backup-vault:tables")
                    .validationStatus(validation)
                    .build();
        }

        @Override
        public DescribeRecoveryPointResponse describeRecoveryPoint(DescribeRecoveryPointRequest request) {
            assertThat(request.backupVaultName()).isEqualTo("tables");
            return DescribeRecoveryPointResponse.builder()
                    .creationDate(Instant.parse("2026-11-22T05:00:00Z"))
                    .completionDate(completed)
                    .build();
        }

        @Override
        public PutRestoreValidationResultResponse putRestoreValidationResult(
                PutRestoreValidationResultRequest request) {
            answers.add(request);
            return PutRestoreValidationResultResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            answers.clear();
        }
    }

    /** Step Functions with at most one execution. */
    private static final class Machine implements SfnClient {

        private @Nullable StartExecutionRequest started;
        private @Nullable ExecutionStatus status;
        private int starts;

        @Override
        public StartExecutionResponse startExecution(StartExecutionRequest request) {
            if (started != null && status != ExecutionStatus.RUNNING) {
                throw ExecutionAlreadyExistsException.builder().build();
            }
            starts += started == null ? 1 : 0;
            started = request;
            status = status == null ? ExecutionStatus.RUNNING : status;
            return StartExecutionResponse.builder().build();
        }

        @Override
        public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
            assertThat(request.executionArn())
                    .isEqualTo(MACHINE.replace("stateMachine", "execution") + ":restore-test-" + JOB);
            return DescribeExecutionResponse.builder()
                    .status(status)
                    .input(started == null ? "{}" : started.input())
                    .output("{\"outcome\":\"Consistent\",\"summary\":\"all right\",\"reasons\":[]}")
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            started = null;
        }
    }

    @Test
    void shouldStartOneExecutionAndAnswerNothingYet() throws IOException {
        assertThat(sent("restore-test.json").path("state").asText()).isEqualTo("Verifying");
        assertThat(sent("restore-test.json").path("state").asText()).isEqualTo("Verifying");

        assertThat(machine.starts).isEqualTo(1);
        assertThat(backup.answers).isEmpty();
    }

    @Test
    void shouldNotTakeTheEventsWordForItThatTheExecutionIsOver() throws IOException {
        sent("restore-test.json");

        assertThat(sent("restore-test-verified.json").path("state").asText()).isEqualTo("Verifying");
        assertThat(backup.answers).isEmpty();
    }

    /** The one event is the normal way; the other one makes up for it when it was lost. */
    @ParameterizedTest
    @ValueSource(strings = {"restore-test-verified.json", "restore-test.json"})
    void shouldAnswerWhenTheExecutionIsOver(String event) throws IOException {
        sent("restore-test.json");
        machine.status = ExecutionStatus.SUCCEEDED;

        assertThat(sent(event).path("state").asText()).isEqualTo("Answered");

        assertThat(machine.starts).isEqualTo(1);
        assertThat(backup.answers).singleElement().satisfies(answer -> {
            assertThat(answer.restoreJobId()).isEqualTo(JOB);
            assertThat(answer.validationStatus()).isEqualTo(RestoreValidationStatus.SUCCESSFUL);
            assertThat(answer.validationStatusMessage()).isEqualTo("all right");
        });
    }

    @Test
    void shouldAnswerAtOnceThatItCannotTellWhenNobodyKnowsWhenTheBackupWasTaken() throws IOException {
        backup.completed = null;

        assertThat(sent("restore-test.json").path("state").asText()).isEqualTo("Answered");

        assertThat(machine.starts).isZero();
        assertThat(backup.answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.validationStatus()).isEqualTo(RestoreValidationStatus.FAILED));
    }

    @ParameterizedTest
    @CsvSource({"SUCCESSFUL,restore-test.json", "FAILED,restore-test-verified.json", "TIMED_OUT,restore-test.json"})
    void shouldLeaveAnAnswerThatIsThere(RestoreValidationStatus status, String event) throws IOException {
        backup.validation = status;

        assertThat(sent(event).path("state").asText()).isEqualTo("Closed");

        assertThat(machine.starts).isZero();
        assertThat(backup.answers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"detail\":{\"executionArn\":\"x\",\"name\":\"orders-1\"}}"})
    void shouldRefuseAnEventThatNamesNoRestoreTest(String event) {
        assertThatThrownBy(() -> sent(event.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("detail.");
    }

    private JsonNode sent(String sample) throws IOException {
        return sent(Files.readAllBytes(SAMPLES.resolve(sample)));
    }

    private JsonNode sent(byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), answer, new InvokedContext("RestoreTestValidator"));
        return Documents.readJson(answer.toByteArray());
    }
}
