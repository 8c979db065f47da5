package dev.dynamorecovery.aws.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers requests one after the other as a script says, and keeps them. */
public final class ScriptedHttpClient implements SdkHttpClient {

    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();

    /** A request that came, with its body. */
    public record Request(SdkHttpRequest http, boolean hasBody, String body) {}

    private record Answer(int status, Map<String, String> headers, String body) {}

    public ScriptedHttpClient then(int status, String body) {
        return then(status, Map.of(), body);
    }

    public ScriptedHttpClient then(int status, Map<String, String> headers, String body) {
        script.add(new Answer(status, headers, body));
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    /** The service of that name, without waiting between attempts. */
    public SignedJsonService service(String name, int attempts) {
        return new SignedJsonService(
                this,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
                URI.create("https://" + name + ".eu-west-1.amazonaws.com"),
                "eu-west-1",
                name,
                attempts,
                pause -> {});
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                requests.add(new Request(
                        request.httpRequest(), request.contentStreamProvider().isPresent(), body(request)));
                Answer answer = script.remove();
                if (answer.status() == 0) {
                    throw new IOException("connection reset");
                }
                SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(answer.status());
                answer.headers().forEach(response::putHeader);
                return HttpExecuteResponse.builder()
                        .response(response.build())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {
                // The answer is there at once.
            }
        };
    }

    private static String body(HttpExecuteRequest request) {
        return request.contentStreamProvider()
                .map(content -> {
                    try (InputStream stream = content.newStream()) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                })
                .orElse("");
    }

    @Override
    public void close() {
        // Holds no connection.
    }
}
