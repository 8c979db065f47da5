package dev.dynamorecovery.core.audit.restoretest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.replay.request.RecoveryPointIntake;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreTestVerdictTest {

    private static final String TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
    private static final String COPY = "arn:aws:dynamodb:us-east-1:123456789012:table/awsbackup-restore-test-1";
    private static final RecoveryPointTimes TIMES =
            new RecoveryPointTimes(Instant.parse("2026-11-22T05:00:00Z"), Instant.parse("2026-11-22T05:02:30Z"));
    private static final RestoreTest TEST = new RestoreTest(
            "JOB", Optional.of(TABLE), Optional.of(COPY), Optional.of("POINT"), Optional.of("vault"), false);
    private static final String OUTPUT =
            "{'outcome':'%s','summary':'the summary','reasons':['one','two'],'report':{'markdown':'s3://evidence/report.md'}}";

    @Test
    void shouldVerifyAgainstTheTimeInWhichTheRecoveryPointWasTakenAMinuteWider() {
        VerificationStart.Start start = start();

        assertThat(start.execution()).isEqualTo("restore-test-JOB");
        assertThat(VerificationStart.job(start.execution())).contains("JOB");
        var request = Documents.readJson(start.input().getBytes(StandardCharsets.UTF_8));
        assertThat(request.at("/restorePoint/from").asText()).isEqualTo("2026-11-22T04:59:00Z");
        assertThat(request.at("/restorePoint/until").asText()).isEqualTo("2026-11-22T05:03:30Z");
        assertThat(request.path("table").asText()).isEqualTo("orders");
        assertThat(request.path("target").asText()).isEqualTo("awsbackup-restore-test-1");
        assertThat(RecoveryPointIntake.concerns(request)).isTrue();
    }

    @Test
    void shouldKnowOnlyItsOwnExecutions() {
        assertThat(VerificationStart.job("orders-20261122T104000Z")).isEmpty();
        assertThat(VerificationStart.job("restore-test-")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "copy", "point", "times", "backwards"})
    void shouldVerifyNothingThatAwsBackupDoesNotName(String missing) {
        RestoreTest test = new RestoreTest(
                "JOB",
                missing.equals("source") ? Optional.empty() : TEST.source(),
                missing.equals("copy") ? Optional.of("arn:aws:s3:::bucket") : TEST.copy(),
                missing.equals("point") ? Optional.empty() : TEST.recoveryPoint(),
                TEST.vault(),
                false);
        Optional<RecoveryPointTimes> times = switch (missing) {
            case "times" -> Optional.empty();
            case "backwards" ->
                Optional.of(new RecoveryPointTimes(
                        TIMES.createdAt(), TIMES.createdAt().minusSeconds(1)));
            default -> Optional.of(TIMES);
        };

        assertThat(VerificationStart.decide(test, times, Duration.ofMinutes(1)))
                .isInstanceOf(VerificationStart.CannotTell.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Consistent,true,the summary; one; two",
        "Inconsistent,false,the summary; one; two",
        "Unproven,false,Not verified: the summary; one; two",
        "BaselineTaken,false,Not verified: the summary; one; two"
    })
    void shouldBeValidOnlyWhenEveryItemWasProvenRight(String outcome, boolean valid, String message) {
        RestoreTestVerdict verdict = verdict("SUCCEEDED", start().input(), OUTPUT.formatted(outcome), null, null);

        assertThat(verdict).isEqualTo(new RestoreTestVerdict(valid, message + " Report: s3://evidence/report.md"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{", "{}", "[]"})
    void shouldNotBeValidByAnOutputThatSaysNothing(String output) {
        assertThat(verdict("SUCCEEDED", start().input(), output, null, null).valid())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FAILED    | Not verified: the verification failed: Broken: disk",
                "TIMED_OUT | Not verified: the verification ran out of time: Broken: disk",
                "ABORTED   | Not verified: somebody stopped the verification: Broken: disk",
                "ELSE      | Not verified: the verification ended ELSE: Broken: disk"
            })
    void shouldSayHowAVerificationWithoutAVerdictEnded(String status, String message) {
        assertThat(verdict(status, start().input(), OUTPUT.formatted("Consistent"), "Broken", "disk"))
                .isEqualTo(new RestoreTestVerdict(false, message));
    }

    @Test
    void shouldNameEachReasonOfARefusal() {
        assertThat(
                        verdict(
                                "FAILED",
                                start().input(),
                                null,
                                "BaselineNotFound",
                                "{'refusals':[{'code':'BaselineNotFound','field':'table','value':'orders','remedy':'take one'}]}"))
                .isEqualTo(new RestoreTestVerdict(false, "Not verified: BaselineNotFound (table = orders: take one)"));
    }

    /** Whoever may start executions may choose their names: the input tells what was verified. */
    @ParameterizedTest
    @CsvSource({"orders,users", "awsbackup-restore-test-1,another", "POINT,OLDER", "Verify,Restore"})
    void shouldNotTakeTheVerdictOfAnotherRequest(String asked, String other) {
        assertThat(verdict(
                                "SUCCEEDED",
                                start().input().replace(asked, other),
                                OUTPUT.formatted("Consistent"),
                                null,
                                null)
                        .valid())
                .isFalse();
    }

    @Test
    void shouldCutTheReasonsAndKeepThePlaceOfTheReport() {
        String output = OUTPUT.formatted("Inconsistent").replace("one", "x".repeat(3000));

        String message =
                verdict("SUCCEEDED", start().input(), output, null, null).message();

        assertThat(message).hasSize(1000).endsWith("… Report: s3://evidence/report.md");
    }

    private static VerificationStart.Start start() {
        return (VerificationStart.Start) VerificationStart.decide(TEST, Optional.of(TIMES), Duration.ofMinutes(1));
    }

    private static RestoreTestVerdict verdict(
            String status, String input, @Nullable String output, @Nullable String error, @Nullable String cause) {
        return RestoreTestVerdict.of(TEST, new EndedVerification(status, input, json(output), error, json(cause)));
    }

    private static @Nullable String json(@Nullable String text) {
        return text == null ? null : text.replace('\'', '"');
    }
}
