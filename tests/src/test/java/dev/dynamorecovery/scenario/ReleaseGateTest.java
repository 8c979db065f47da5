package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.region.ServiceFaults;
import dev.dynamorecovery.lab.template.StateMachineDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** What becomes of the backups of earlier releases when a pipeline asks whether the next may go ahead. */
class ReleaseGateTest {

    private static final String REGION = "us-east-1";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    /** Those that only a check leads to that breaks off or is refused. */
    private static final Set<String> OFF_THE_WAY = Set.of("RefuseRequest", "NotifyFailure", "FailExecution");

    @TempDir
    private static Path directory;

    private static LabOperator operator;

    @BeforeAll
    static void start() throws Exception {
        operator = LabOperator.startWithoutScheduledAudits(directory);
        awaitFreshLogs();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @AfterEach
    void mend() {
        operator.lab.faults().clear();
    }

    @Test
    void shouldDeleteReleaseBackupsThatHaveExpiredAndNoOthers() throws Exception {
        String oldest = old("orders", "release-0.1-orders", Duration.ofDays(200));
        String justExpired =
                old("orders", "release-0.2-orders", Duration.ofDays(90).plusMinutes(1));
        old("orders", "release-0.3-orders", Duration.ofDays(89));
        old("orders", "before-migration", Duration.ofDays(300));
        String anothers = old("users", "release-0.1-users", Duration.ofDays(300));

        JsonNode gate = gate(0, "1.0", "orders");

        assertThat(gate.at("/result/expiredBackups").toString())
                .isEqualTo("[\"%s\",\"%s\"]".formatted(oldest, justExpired));
        assertThat(gate.at("/result/keptBackups")).isEmpty();
        assertThat(backups("orders"))
                .extracting(BackupSummary::backupName)
                .containsExactly("before-migration", "release-0.3-orders", "release-1.0-orders");
        assertThat(backups("users")).extracting(BackupSummary::backupArn).contains(anothers);
        JsonNode report = report(gate);
        assertThat(report.path("expiring"))
                .extracting(expiring -> expiring.path("arn").asText())
                .containsExactly(oldest, justExpired);
    }

    @Test
    void shouldDeleteNothingForAReleaseThatMayNotGoAhead() throws Exception {
        operator.lab.faults().deny(new ServiceFaults.Denial("PreReleaseStateMachine", "dynamodb", "CreateBackup"));
        old("users", "release-0.4-users", Duration.ofDays(200));
        old("users", "release-0.5-users", Duration.ofDays(100));

        JsonNode gate = gate(15, "2.0", "users");

        assertThat(gate.at("/result/expiredBackups")).isEmpty();
        assertThat(backups("users"))
                .extracting(BackupSummary::backupName)
                .contains("release-0.4-users", "release-0.5-users")
                .doesNotContain("release-2.0-users");
        assertThat(report(gate).path("expiring")).isEmpty();
    }

    @Test
    void shouldLetAReleasePassWhoseOldBackupsCannotBeDeletedAndDeleteThemWithTheNext() throws Exception {
        String old = old("transactions", "release-0.1-transactions", Duration.ofDays(400));
        operator.lab.faults().deny(new ServiceFaults.Denial("PreReleaseStateMachine", "dynamodb", "DeleteBackup"));

        JsonNode kept = gate(0, "3.0", "transactions");
        operator.lab.faults().clear();
        JsonNode deleted = gate(0, "3.1", "transactions");

        assertThat(kept.at("/result/expiredBackups")).isEmpty();
        assertThat(kept.at("/result/keptBackups/0/backup").asText()).isEqualTo(old);
        assertThat(kept.at("/result/keptBackups/0/trouble").asText())
                .contains("is not authorized to perform: dynamodb:DeleteBackup");
        assertThat(operator.lab.notifications().messages())
                .filteredOn(message -> message.subject().equals("Release 3.0: Passed"))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.message()).contains("Expired backups that were not deleted:\n" + old));
        assertThat(deleted.at("/result/expiredBackups/0").asText()).isEqualTo(old);
        assertThat(backups("transactions")).extracting(BackupSummary::backupArn).doesNotContain(old);
    }

    /** Somebody else deletes it between the verdict and the expiry. */
    @Test
    void shouldTakeABackupThatIsGoneForDeleted() throws Exception {
        String old = old("transactions", "release-0.2-transactions", Duration.ofDays(400));
        operator.lab.calls().watch(call -> {
            if (operator.lab.calls().caller(call.accessKeyId()).equals("ReleaseJudge")
                    && call.operation().equals("PutObject")
                    && String.join(" ", call.resources()).contains("releases/4.0/")
                    && backups("transactions").stream()
                            .anyMatch(backup -> backup.backupArn().equals(old))) {
                operator.dynamoDb.deleteBackup(request -> request.backupArn(old));
            }
        });

        JsonNode gate = gate(0, "4.0", "transactions");

        assertThat(report(gate).at("/expiring/0/arn").asText()).isEqualTo(old);
        assertThat(gate.at("/result/expiredBackups/0").asText()).isEqualTo(old);
        assertThat(gate.at("/result/keptBackups")).isEmpty();
    }

    static List<String> statesOnTheWay() throws IOException {
        List<String> states = new ArrayList<>(CutMachine.states(machine()));
        states.removeAll(OFF_THE_WAY);
        return states;
    }

    @ParameterizedTest
    @MethodSource("statesOnTheWay")
    void shouldEndInTheSamePlaceWhenKilledAfterAnyStateAndStartedAgain(String state) throws Exception {
        String release = "killed-after-" + state;
        String request = "{\"release\":\"" + release + "\",\"tables\":[\"transactions\"]}";
        String expired = old("transactions", "release-0.3-transactions", Duration.ofDays(400));

        Execution killed =
                operator.lab.machines().start(CutMachine.load(operator.lab, machine(), state), null, request);
        killed.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(Objects.requireNonNull(killed.failure()).error()).isEqualTo(CutMachine.KILLED);
        JsonNode again = LabOperator.json(operator.await(operator.stepFunctions
                        .startExecution(
                                start -> start.stateMachineArn(machine().arn()).input(request))
                        .executionArn())
                .output());

        assertThat(again.path("verdict").asText()).as(again.toString()).isEqualTo("Passed");
        assertThat(again.path("keptBackups")).isEmpty();
        assertThat(backups("transactions"))
                .filteredOn(backup -> backup.backupName().contains(release))
                .singleElement()
                .satisfies(backup -> {
                    assertThat(backup.backupStatus()).isEqualTo(BackupStatus.AVAILABLE);
                    assertThat(again.at("/tables/0/backup").asText()).isEqualTo(backup.backupArn());
                });
        assertThat(backups("transactions")).extracting(BackupSummary::backupArn).doesNotContain(expired);
        assertThat(operator.lab.notifications().messages())
                .filteredOn(message -> message.subject().equals("Release " + release + ": Passed"))
                .hasSizeBetween(1, 2);
    }

    private static StateMachineDefinition machine() {
        return operator.lab.stack().stateMachines().stream()
                .filter(machine -> machine.logicalId().equals("PreReleaseStateMachine"))
                .findFirst()
                .orElseThrow();
    }

    private static String old(String table, String name, Duration age) throws IOException {
        return operator.lab.plane().takeOldBackup(REGION, table, name, age);
    }

    private static List<BackupSummary> backups(String table) {
        return operator.dynamoDb
                .listBackups(request -> request.tableName(table))
                .backupSummaries();
    }

    private static JsonNode gate(int exitCode, String release, String table) throws IOException {
        CommandLineRun run = CommandLineRun.of(
                directory, "gate", "--release", release, "--table", table, "--lab", "--output", "json");
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
        return run.json();
    }

    private static JsonNode report(JsonNode gate) {
        return operator.document("s3://%s/%s"
                .formatted(
                        operator.output("EvidenceBucketName"),
                        gate.at("/result/report/json").asText()));
    }

    /** A gate lets nothing pass whose log stands still, as it does until the first changes have been logged. */
    private static void awaitFreshLogs() throws InterruptedException {
        try (LambdaClient lambda = operator.client(LambdaClient.builder())) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (lambda.invoke(request -> request.functionName("dynamo-recovery-BackupVerifier:live")
                            .payload(SdkBytes.fromUtf8String("{}")))
                    .payload()
                    .asUtf8String()
                    .contains("DR-LOG-1")) {
                assertThat(System.nanoTime()).as("the logs become fresh").isLessThan(deadline);
                Thread.sleep(LOOK_INTERVAL);
            }
        }
    }
}
