package dev.dynamorecovery.aws.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class ProbeFailuresTest {

    @Test
    void shouldTakeOnlyWhatAnOutageCausesForAFailure() {
        assertThat(ProbeFailures.classified(SdkClientException.create("x", new SocketTimeoutException("slow"))))
                .isEqualTo(new Probe.Failed(ProbeFailure.TIMEOUT));
        assertThat(ProbeFailures.classified(ApiCallAttemptTimeoutException.create(2000)))
                .isEqualTo(new Probe.Failed(ProbeFailure.TIMEOUT));
        assertThat(ProbeFailures.classified(SdkClientException.create("x", new ConnectException("no"))))
                .isEqualTo(new Probe.Failed(ProbeFailure.CONNECTION_FAILED));
        assertThat(ProbeFailures.classified(refused(503, "ServiceUnavailable")))
                .isEqualTo(new Probe.Failed(ProbeFailure.SERVER_ERROR));
    }

    @Test
    void shouldTakeAFaultOfTheSetUpForNoVote() {
        assertThat(ProbeFailures.classified(refused(400, "AccessDeniedException")))
                .isEqualTo(new Probe.NotSeen("refused with AccessDeniedException"));
        assertThat(ProbeFailures.classified(refused(400, "ThrottlingException")))
                .isInstanceOf(Probe.NotSeen.class);
        assertThat(ProbeFailures.classified(SdkClientException.create("no credentials")))
                .isInstanceOf(Probe.NotSeen.class);
        assertThat(ProbeFailures.classified(new IllegalStateException("ours"))).isInstanceOf(Probe.NotSeen.class);
    }

    private static RuntimeException refused(int status, String code) {
        return DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
