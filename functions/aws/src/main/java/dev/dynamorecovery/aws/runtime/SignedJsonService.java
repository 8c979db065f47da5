package dev.dynamorecovery.aws.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * A service of AWS that speaks JSON, called with the SDK's signer, HTTP client and backoff and without a client of its own.
 *
 * <p>Failures are the SDK's: {@link AwsServiceException} with the service's error code, {@link SdkClientException} where no
 * answer came.
 */
public final class SignedJsonService {

    private static final int FIRST_ERROR = 300;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(200), Duration.ofSeconds(20));

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final URI endpoint;
    private final String region;
    private final String service;
    private final int attempts;
    private final Pause pause;

    /**
     * @param service the name in signatures, such as {@code securityhub}
     * @param attempts how often a call is tried when the service refuses it for now or does not answer
     */
    SignedJsonService(
            SdkHttpClient http,
            AwsCredentialsProvider credentials,
            URI endpoint,
            String region,
            String service,
            int attempts,
            Pause pause) {
        this.http = http;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.region = region;
        this.service = service;
        this.attempts = attempts;
        this.pause = pause;
    }

    /** Reads from a service with paths and queries. */
    public JsonNode get(String path, Map<String, String> query) {
        return call(path, query, Map.of(), SdkHttpMethod.GET, null);
    }

    /** Sends a document to a path of a service. */
    public JsonNode post(String path, JsonNode body) {
        return call(path, Map.of(), Map.of("Content-Type", "application/json"), SdkHttpMethod.POST, body);
    }

    /** Calls an operation of a service that knows operations by a header, such as {@code AWSEvents.PutEvents}. */
    public JsonNode operation(String target, JsonNode body) {
        return call(
                "/",
                Map.of(),
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target),
                SdkHttpMethod.POST,
                body);
    }

    private JsonNode call(
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            SdkHttpMethod method,
            @Nullable JsonNode body) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().uri(endpoint).encodedPath(path).method(method);
        query.forEach(request::putRawQueryParameter);
        headers.forEach(request::putHeader);
        SdkHttpRequest built = request.build();
        // The JDK's client makes a POST of every request that has a body, be it empty.
        @Nullable
        ContentStreamProvider content = body == null ? null : ContentStreamProvider.fromByteArray(bytes(body));
        for (int attempt = 1; ; attempt++) {
            try {
                return once(built, content);
            } catch (AwsServiceException refused) {
                if (attempt >= attempts || !passes(refused)) {
                    throw refused;
                }
            } catch (IOException noAnswer) {
                if (attempt >= attempts) {
                    throw SdkClientException.create(service + " gave no answer", noAnswer);
                }
            }
            await(attempt);
        }
    }

    private JsonNode once(SdkHttpRequest request, @Nullable ContentStreamProvider content) throws IOException {
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(
                                content == null ? null : signed.payload().orElse(content))
                        .build())
                .call();
        byte[] answer = response.responseBody().isPresent()
                ? read(response.responseBody().get())
                : new byte[0];
        int status = response.httpResponse().statusCode();
        if (status >= FIRST_ERROR) {
            throw refused(status, response, answer);
        }
        return answer.length == 0 ? JSON.createObjectNode() : JSON.readTree(answer);
    }

    private static byte[] read(InputStream body) throws IOException {
        try (body) {
            return body.readAllBytes();
        }
    }

    /** Services tell the error's code in a header or in the document, with or without what surrounds it. */
    private AwsServiceException refused(int status, HttpExecuteResponse response, byte[] answer) {
        JsonNode document = document(answer);
        String code = response.httpResponse()
                .firstMatchingHeader("x-amzn-ErrorType")
                .orElseGet(() ->
                        document.path("__type").asText(document.path("code").asText("status " + status)));
        String message =
                document.path("message").asText(document.path("Message").asText(""));
        String name = code.replaceFirst(":.*", "").replaceFirst(".*#", "");
        return AwsServiceException.builder()
                .message("%s answered %s: %s".formatted(service, name, message))
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(name)
                        .errorMessage(message)
                        .build())
                .build();
    }

    /** An error's page need not be a document: its status says enough. */
    private static JsonNode document(byte[] answer) {
        try {
            return answer.length == 0 ? JSON.createObjectNode() : JSON.readTree(answer);
        } catch (IOException noDocument) {
            return JSON.createObjectNode();
        }
    }

    private static boolean passes(AwsServiceException refused) {
        return refused.statusCode() == TOO_MANY_REQUESTS
                || refused.statusCode() >= SERVER_ERROR
                || refused.isThrottlingException();
    }

    private void await(int attempt) {
        try {
            pause.of(BACKOFF.computeDelay(attempt));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("The call of " + service + " was stopped", stopped);
        }
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException impossible) {
            throw new IllegalStateException("A JSON document could not be written", impossible);
        }
    }

    /** Waits between two attempts. */
    @FunctionalInterface
    interface Pause {

        void of(Duration duration) throws InterruptedException;
    }
}
