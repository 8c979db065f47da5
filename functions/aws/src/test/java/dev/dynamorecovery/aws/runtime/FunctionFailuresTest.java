package dev.dynamorecovery.aws.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class FunctionFailuresTest {

    @Test
    void shouldHaveThrottlingServerFaultsAndLostConnectionsTriedAgain() {
        assertThat(FunctionFailures.classified(service(400, "ThrottlingException")))
                .isInstanceOf(TransientFailure.class);
        assertThat(FunctionFailures.classified(service(500, "InternalServerError")))
                .isInstanceOf(TransientFailure.class);
        assertThat(FunctionFailures.classified(SdkClientException.create("connection reset")))
                .isInstanceOf(TransientFailure.class);
        assertThat(FunctionFailures.classified(new UncheckedIOException(new IOException("stream ended"))))
                .isInstanceOf(TransientFailure.class);
        assertThat(FunctionFailures.classified(
                        new IllegalStateException("wrapped", service(503, "ServiceUnavailable"))))
                .isInstanceOf(TransientFailure.class);
    }

    @Test
    void shouldNotHaveRefusalsAndDefectsTriedAgain() {
        RuntimeException denied = service(400, "AccessDeniedException");
        RuntimeException defect = new IllegalStateException("a defect");

        assertThat(FunctionFailures.classified(denied)).isSameAs(denied);
        assertThat(FunctionFailures.classified(defect)).isSameAs(defect);
    }

    private static RuntimeException service(int status, String code) {
        return DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
