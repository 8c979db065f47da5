package dev.dynamorecovery.aws.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.audit.posture.Observed;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class LookTest {

    @Test
    void shouldNameTheCallAndTheErrorsCodeWhereItIsRefused() {
        var denied = DynamoDbException.builder()
                .message("User: arn:aws:iam::1:role/verifier is not authorized (Request ID: 1)")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .build())
                .build();

        assertThat(failing(denied)).isEqualTo(Observed.notSeen("dynamodb:DescribeTimeToLive: AccessDeniedException"));
    }

    @Test
    void shouldTellALateAnswerFromNoneAndFromOneThatCannotBeRead() {
        assertThat(failing(ApiCallAttemptTimeoutException.create(30_000)))
                .isEqualTo(Observed.notSeen("dynamodb:DescribeTimeToLive: no answer in time"));
        assertThat(failing(SdkClientException.create("connection refused")))
                .isEqualTo(Observed.notSeen("dynamodb:DescribeTimeToLive: no answer"));
        assertThat(failing(new IllegalStateException("unknown status")))
                .isEqualTo(Observed.notSeen("dynamodb:DescribeTimeToLive: its answer cannot be read"));
    }

    @Test
    void shouldStopWhenTheAuditIsStopped() {
        assertThatThrownBy(() -> failing(AbortedException.create("stopped"))).isInstanceOf(AbortedException.class);
    }

    @Test
    void shouldSayThatATableHasNoneOnlyWhereAllWereSeen() {
        assertThat(ByTable.all(Observed.seen(Map.of("orders", 2)), 0).of("users"))
                .isEqualTo(Observed.seen(0));
        assertThat(ByTable.all(Observed.<Map<String, Integer>>notSeen("denied"), 0)
                        .of("users"))
                .isEqualTo(Observed.notSeen("denied"));
    }

    @Test
    void shouldKeepTheNewestOfEachTableInBoundedMemory() {
        NewestByTable<Instant> newest = new NewestByTable<>(time -> time);
        for (int second = 0; second < 10_000; second++) {
            newest.add("orders", Instant.ofEpochSecond((second * 7_919L) % 10_000));
        }
        newest.add("users", Instant.EPOCH);

        assertThat(newest.values().get("orders"))
                .hasSize(40)
                .allMatch(time -> time.getEpochSecond() >= 9_960)
                .contains(Instant.ofEpochSecond(9_999));
        assertThat(newest.values().get("users")).containsExactly(Instant.EPOCH);
    }

    @Test
    void shouldKnowTheTableOfItsStreamsAndBackupsAndOfNoOtherAccount() {
        TableArns arns = new TableArns("arn:aws:dynamodb:us-east-1:111122223333:table/");

        assertThat(arns.table("arn:aws:dynamodb:us-east-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000"))
                .contains("orders");
        assertThat(arns.table(arns.of("orders"))).contains("orders");
        assertThat(arns.table("arn:aws:dynamodb:eu-west-1:111122223333:table/orders"))
                .isEmpty();
    }

    private static Observed<Object> failing(RuntimeException failure) {
        return Look.at("dynamodb:DescribeTimeToLive", () -> {
            throw failure;
        });
    }
}
