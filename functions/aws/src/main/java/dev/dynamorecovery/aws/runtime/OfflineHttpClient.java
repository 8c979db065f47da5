package dev.dynamorecovery.aws.runtime;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers every request with an empty JSON object and reaches no network: for warming the SDK's classes. */
final class OfflineHttpClient implements SdkHttpClient {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder()
                                .statusCode(200)
                                .putHeader("Content-Length", Integer.toString(BODY.length))
                                .build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(BODY)))
                        .build();
            }

            @Override
            public void abort() {
                // The answer is there at once: nothing is under way that could be given up.
            }
        };
    }

    @Override
    public void close() {
        // Holds no connection.
    }
}
