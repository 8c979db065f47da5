package dev.dynamorecovery.aws.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class SignedJsonServiceTest {

    private final ScriptedHttpClient http = new ScriptedHttpClient();

    @Test
    void shouldSignForTheServiceAndRegionAndReadTheAnswer() {
        var service = http.then(200, "{\"NextMarker\":\"m\"}").service("lambda", 3);

        assertThat(service.get("/mappings/", Map.of("FunctionName", "arn:x:y"))
                        .path("NextMarker")
                        .asText())
                .isEqualTo("m");

        // The JDK's client makes a POST of every request that has a body, be it empty.
        assertThat(http.requests().getFirst().hasBody()).isFalse();
        var request = http.requests().getFirst().http();
        assertThat(request.firstMatchingHeader("Authorization").orElseThrow())
                .contains("/eu-west-1/lambda/aws4_request");
        assertThat(request.getUri())
                .hasToString("https://lambda.eu-west-1.amazonaws.com/mappings/?FunctionName=arn%3Ax%3Ay");
    }

    @Test
    void shouldAskAgainWhileTheServiceRefusesForNowOrDoesNotAnswer() {
        var service = http.then(429, "{\"message\":\"slow down\"}")
                .then(0, "")
                .then(400, Map.of("x-amzn-ErrorType", "ThrottlingException:http://internal"), "{}")
                .then(503, "no document")
                .then(200, "{}")
                .service("events", 5);

        assertThat(service.operation("AWSEvents.PutEvents", JsonNodeFactory.instance.objectNode()))
                .isEmpty();
        assertThat(http.requests()).hasSize(5);
        assertThat(http.requests().getLast().http().firstMatchingHeader("X-Amz-Target"))
                .contains("AWSEvents.PutEvents");
    }

    @Test
    void shouldTellTheServicesErrorCodeWithoutAskingAgain() {
        var service = http.then(403, "{\"__type\":\"com.amazon#AccessDeniedException\",\"Message\":\"no\"}")
                .service("securityhub", 5);

        assertThatThrownBy(() -> service.post("/findings/import", JsonNodeFactory.instance.objectNode()))
                .isInstanceOfSatisfying(AwsServiceException.class, refused -> {
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                    assertThat(refused.statusCode()).isEqualTo(403);
                });
        assertThat(http.requests()).hasSize(1);
    }

    @Test
    void shouldGiveUpWhenTheAttemptsAreUsedUp() {
        var service = http.then(0, "").then(0, "").service("events", 2);

        assertThatThrownBy(() -> service.get("/", Map.of())).isInstanceOf(SdkClientException.class);
        assertThat(http.requests()).hasSize(2);
    }
}
