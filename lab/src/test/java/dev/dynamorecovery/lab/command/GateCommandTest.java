package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStatus;
import dev.dynamorecovery.lab.execution.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateCommandTest {

    private static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:gate:release-1";

    private final List<String> started = new ArrayList<>();
    private final Deque<ExecutionSnapshot> looks = new ArrayDeque<>();
    private final AuditStack stack = new ReleaseStack();

    @Test
    void shouldLetAReleasePassWhoseTablesCouldBeRecovered() {
        looks.add(execution(ExecutionStatus.RUNNING, null, null, null));
        looks.add(succeeded("""
                {"verdict": "Passed", "tables": [{"table": "orders", "backup": "arn:backup", "reasons": []}],
                 "expiredBackups": ["arn:old"], "report": {"markdown": "releases/1/report.md"}}"""));

        CommandRun run = CommandRun.of(stack, "gate", "--release", "1", "--table", "users", "--table", "orders");

        assertThat(started)
                .containsExactly("release-1-20260301T104530-000 {\"release\":\"1\",\"tables\":[\"orders\",\"users\"]}");
        assertThat(run.out())
                .contains("✓ orders  backup arn:backup")
                .contains("1 old release backup expired")
                .contains("passed: the release may go ahead")
                .contains("releases/1/report.md");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldTellOfExpiredBackupsThatWereNotDeletedAndLetTheReleasePass() {
        looks.add(succeeded("""
                {"verdict": "Passed", "tables": [], "expiredBackups": [],
                 "keptBackups": [{"backup": "arn:old", "trouble": "AccessDenied: no policy allows it"}]}"""));

        CommandRun run = CommandRun.of(stack, "gate", "--release", "1");

        assertThat(run.out())
                .contains("! not deleted, though expired: arn:old  AccessDenied: no policy allows it")
                .contains("passed: the release may go ahead");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldRefuseAReleaseAndNameTheCause() {
        looks.add(succeeded("""
                {"verdict": "Failed", "tables": [{"table": "orders", "reasons": ["the stream is off"]}]}"""));

        CommandRun run = CommandRun.of(stack, "gate", "--release", "1");

        assertThat(run.out())
                .contains("✗ orders")
                .contains("    the stream is off")
                .contains("may not go ahead");
        assertThat(run.exitCode()).isEqualTo(15);
    }

    @Test
    void shouldAnswerPrograms() throws Exception {
        looks.add(succeeded("{\"verdict\": \"Failed\", \"tables\": []}"));

        JsonNode document = Json.MAPPER.readTree(CommandRun.of(stack, "gate", "--release", "1", "--output", "json")
                .out());

        assertThat(document.at("/result/verdict").asText()).isEqualTo("Failed");
        assertThat(document.path("exitCode").asInt()).isEqualTo(15);
    }

    @Test
    void shouldLetNothingPassOnAWordItDoesNotKnow() {
        looks.add(succeeded("{\"verdict\": \"Maybe\"}"));

        assertThat(CommandRun.of(stack, "gate", "--release", "1").exitCode()).isEqualTo(8);
    }

    @Test
    void shouldLetNothingPassWhenTheChecksBreakOff() {
        looks.add(execution(ExecutionStatus.FAILED, null, "States.TaskFailed", "it broke"));

        CommandRun run = CommandRun.of(stack, "gate", "--release", "1");

        assertThat(run.err()).contains("did not come to a verdict").contains("it broke");
        assertThat(run.exitCode()).isEqualTo(8);
    }

    @Test
    void shouldTellWhyTheRequestWasRefused() {
        looks.add(execution(
                ExecutionStatus.FAILED,
                null,
                "UnknownTable",
                "{\"refusals\":[{\"code\":\"UnknownTable\",\"field\":\"tables\",\"value\":\"ghosts\","
                        + "\"remedy\":\"check the name\"}]}"));

        CommandRun run = CommandRun.of(stack, "gate", "--release", "1", "--table", "ghosts");

        assertThat(run.err()).contains("UnknownTable").contains("check the name");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gate                              | Missing required option: '--release=NAME'
            gate --release a/b                | cannot be part of a backup's name
            gate --release 1 --table o!       | is not a DynamoDB table name
            """)
    void shouldStartNothingOnAWrongCommandLine(String line, String problem) {
        CommandRun run = CommandRun.of(stack, line.split(" "));

        assertThat(run.err()).contains(problem);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(started).isEmpty();
    }

    private static ExecutionSnapshot succeeded(String output) {
        return execution(ExecutionStatus.SUCCEEDED, output, null, null);
    }

    private static ExecutionSnapshot execution(
            ExecutionStatus status, @Nullable String output, @Nullable String error, @Nullable String cause) {
        return new ExecutionSnapshot("release-1", ARN, status, CommandRun.NOW, null, "{}", output, error, cause);
    }

    private final class ReleaseStack extends IdleAuditStack {

        @Override
        public String startRelease(String executionName, String inputJson) {
            started.add(executionName + " " + inputJson);
            return ARN;
        }

        @Override
        public Optional<ExecutionSnapshot> execution(String arn) {
            return Optional.of(looks.remove());
        }
    }
}
