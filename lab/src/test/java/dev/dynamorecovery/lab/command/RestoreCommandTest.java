package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.ExecutionStatus;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreCommandTest {

    private static final String REFUSAL = """
            {"refusals":[{"code":"PointInTimeRecoveryUnavailable","field":"table","value":"orders",\
            "remedy":"turn point-in-time recovery on"}]}""";

    private final InMemoryRecoveryStack stack = new InMemoryRecoveryStack(CommandRun.NOW.minusSeconds(60));

    @Test
    void shouldAskForExactlyWhatWasTyped() throws Exception {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);

        CommandRun run = CommandRun.of(
                stack,
                "restore",
                "orders",
                "--at",
                "2026-03-01T11:40:00+01:00",
                "--target",
                "orders-copy",
                "--expect",
                "baseline:b1",
                "--discard-copy",
                "--incident-at",
                "2026-03-01T10:41:10.250Z",
                "--reveal-values",
                "--request-id",
                "case-7");

        JsonNode input =
                Json.MAPPER.readTree(stack.inputsByName.values().iterator().next());
        assertThat(input).isEqualTo(Json.MAPPER.readTree("""
                {"operation":"Restore","table":"orders",
                 "restorePoint":{"type":"Instant","instant":"2026-03-01T10:40:00Z"},
                 "target":"orders-copy","expectedState":{"type":"Baseline","baseline":"b1"},
                 "keepCopy":false,"incidentAt":"2026-03-01T10:41:10.250Z","revealValues":true,"requestId":"case-7"}"""));
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --at latest       | {'type':'LatestRestorable'}
            --minutes-ago 5   | {'type':'Instant','instant':'2026-03-01T10:40:30Z'}
            --backup latest   | {'type':'Backup','backupArn':'latest'}
            --backup arn:aws:dynamodb:eu-west-1:123456789012:table/orders/backup/0158-ab | {'type':'Backup','backupArn':'arn:aws:dynamodb:eu-west-1:123456789012:table/orders/backup/0158-ab'}
            """)
    void shouldReadEachWayToSayWhereToGoBackTo(String options, String expected) throws Exception {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);

        CommandRun.of(stack, ("restore orders " + options).split(" +"));

        JsonNode input =
                Json.MAPPER.readTree(stack.inputsByName.values().iterator().next());
        assertThat(input.path("restorePoint")).isEqualTo(Json.MAPPER.readTree(expected.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --expect log         | {'type':'ChangeLog'}
            --expect log:b1      | {'type':'ChangeLog','baseline':'b1'}
            --expect baseline    | {'type':'Baseline','baseline':'latest'}
            --expect live        | {'type':'LiveTable'}
            """)
    void shouldReadEachWayToSayWhatIsExpected(String options, String expected) throws Exception {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);

        CommandRun.of(stack, ("restore orders --at latest --no-baseline " + options).split(" +"));

        JsonNode input =
                Json.MAPPER.readTree(stack.inputsByName.values().iterator().next());
        assertThat(input.path("expectedState")).isEqualTo(Json.MAPPER.readTree(expected.replace('\'', '"')));
        assertThat(input.path("keepBaseline").asBoolean(true)).isFalse();
    }

    @Test
    void shouldMakeOneExecutionOfTheSameRequestMadeTwice() {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);
        String[] line = {"restore", "orders", "--at", "2026-03-01T10:40:00Z"};

        CommandRun.of(stack, line);
        CommandRun second = CommandRun.of(stack, line);

        assertThat(stack.inputsByName).hasSize(1);
        assertThat(second.err()).contains("made before").contains("--again");
    }

    @Test
    void shouldRunTheSameRequestOnceMoreWhenAskedTo() {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);

        CommandRun.of(stack, "restore", "orders", "--at", "2026-03-01T10:40:00Z");
        CommandRun.of(stack, "restore", "orders", "--at", "2026-03-01T10:40:00Z", "--again");

        assertThat(stack.inputsByName).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "Consistent,   true,  OK",
        "Consistent,   false, OBJECTIVES_MISSED",
        "Inconsistent, true,  INCONSISTENT",
        "Unproven,     true,  UNPROVEN",
        "Splendid,     true,  FAILED"
    })
    void shouldTellTheVerdictByTheExitCode(String outcome, boolean objectivesMet, ExitCode expected) {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);
        stack.willBe(ExecutionStatus.SUCCEEDED, output(outcome, objectivesMet), null, null);

        CommandRun run = CommandRun.of(stack, "restore", "orders", "--at", "latest", "--follow");

        assertThat(run.exitCode()).isEqualTo(expected.code());
    }

    @Test
    void shouldNeverTakeAnOutputWithoutObjectivesForSuccess() {
        stack.willBe(ExecutionStatus.SUCCEEDED, "{\"outcome\":\"Consistent\"}", null, null);

        CommandRun run = CommandRun.of(stack, "restore", "orders", "--at", "latest", "--follow");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OBJECTIVES_MISSED.code());
    }

    @Test
    void shouldShowARefusalWithItsRemedy() {
        stack.willBe(ExecutionStatus.FAILED, null, "PointInTimeRecoveryUnavailable", REFUSAL);

        CommandRun run = CommandRun.of(stack, "restore", "orders", "--at", "latest", "--follow");

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(run.out())
                .contains("Refused: PointInTimeRecoveryUnavailable")
                .contains("table 'orders'")
                .contains("turn point-in-time recovery on");
    }

    @ParameterizedTest
    @CsvSource({"FAILED, States.TaskFailed", "TIMED_OUT, States.Timeout", "ABORTED, Aborted"})
    void shouldTellAnExecutionThatEndedWithoutAVerdict(ExecutionStatus status, String error) {
        stack.willBe(status, null, "States.TaskFailed", "a function broke");

        CommandRun run = CommandRun.of(stack, "restore", "orders", "--at", "latest", "--follow");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(run.out()).contains(error);
    }

    @Test
    void shouldShowStepsEstimateAndVerdictAsText() {
        scenario();

        CommandRun run = CommandRun.of(
                stack, "restore", "orders", "--at", "2026-03-01T10:40:00Z", "--request-id", "golden", "--follow");

        assertThat(run.out()).isEqualTo(golden("restore-followed.txt"));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldShowTheSameAsOneJsonDocument() throws Exception {
        scenario();

        CommandRun run = CommandRun.of(
                stack,
                "restore",
                "orders",
                "--at",
                "2026-03-01T10:40:00Z",
                "--request-id",
                "golden",
                "--follow",
                "--output",
                "json");

        assertThat(Json.MAPPER.readTree(run.out())).isEqualTo(Json.MAPPER.readTree(golden("restore-followed.json")));
    }

    @Test
    void shouldEstimateWhatIsLeftFromEarlierRuns() {
        stack.earlier.add(Duration.ofSeconds(90));
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);

        CommandRun run = CommandRun.of(stack, "restore", "orders", "--at", "latest");

        assertThat(run.out()).contains("about 30 s left, going by earlier runs").contains("./recovery status restore-");
    }

    @Test
    void shouldSayHowToComeBackToTheSamePlace() {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);

        CommandRun run = CommandRun.of(
                stack,
                "restore",
                "orders",
                "--at",
                "latest",
                "--stack",
                "blue",
                "--region",
                "eu-west-1",
                "--profile",
                "ops");

        assertThat(run.out())
                .containsPattern(
                        "status restore-orders-[0-9a-f]+ --stack blue --region eu-west-1 --profile ops --follow");
    }

    @Test
    void shouldShowTheStatusOfARunThatWasStartedBefore() {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);
        CommandRun.of(stack, "restore", "orders", "--at", "latest");
        String name = stack.inputsByName.keySet().iterator().next();

        CommandRun run = CommandRun.of(stack, "status", name);

        assertThat(run.out()).startsWith(name + "  RUNNING");
        assertThat(run.exitCode()).isEqualTo(ExitCode.RUNNING.code());
    }

    @Test
    void shouldRefuseToShowAnExecutionThatIsNotThere() {
        CommandRun run = CommandRun.of(stack, "status", "restore-orders-0");

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(run.err()).contains("no execution 'restore-orders-0'").contains("check the name and the target");
    }

    @Test
    void shouldTakeANewBaselineEachTimeAndTellItsInstant() {
        stack.willBe(
                ExecutionStatus.SUCCEEDED,
                "{\"outcome\":\"BaselineTaken\",\"baseline\":\"b-1\",\"baselineInstant\":\"2026-03-01T10:45:28Z\"}",
                null,
                null);

        CommandRun run = CommandRun.of(stack, "baseline", "orders", "--follow");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Baseline taken  b-1").contains("2026-03-01T10:45:28Z");
        assertThat(stack.inputsByName.values())
                .containsExactly(
                        "{\"operation\":\"Baseline\",\"table\":\"orders\",\"requestId\":\"20260301T104530-000\"}");
    }

    private void scenario() {
        stack.happened(0, "ExecutionStarted", null);
        stack.happened(0, "TaskStateEntered", "ValidateRequest");
        stack.happened(1, "TaskStateExited", "ValidateRequest");
        stack.happened(1, "ChoiceStateEntered", "SelectOperation");
        stack.happened(1, "ChoiceStateExited", "SelectOperation");
        stack.happened(1, "TaskStateEntered", "StartPointInTimeRestore");
        stack.happened(2, "TaskStateExited", "StartPointInTimeRestore");
        for (int second = 2; second < 22; second += 10) {
            stack.happened(second, "WaitStateEntered", "WaitForTable");
            stack.happened(second + 9, "WaitStateExited", "WaitForTable");
            stack.happened(second + 9, "TaskStateEntered", "DescribeTable");
            stack.happened(second + 10, "TaskStateExited", "DescribeTable");
        }
        stack.willBe(ExecutionStatus.SUCCEEDED, output("Consistent", true), null, null);
    }

    private static String output(String outcome, boolean objectivesMet) {
        return """
                {"outcome":"%s","table":"orders","restoredTable":"orders-copy","copyKept":true,
                 "report":{"json":"s3://evidence/report.json","markdown":"s3://evidence/report.md"},
                 "rtoObjectiveSeconds":600,"rtoAchievedSeconds":42.25,"rpoObjectiveSeconds":300,"rpoAchievedSeconds":7,
                 "objectivesMet":%s,"summary":"7,012 items are as they were."}""".formatted(outcome, objectivesMet);
    }

    private static String golden(String name) {
        try (var stream = Objects.requireNonNull(RestoreCommandTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
