package dev.dynamorecovery.audit;

import dev.dynamorecovery.core.document.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Counts the calls of DynamoDB that were answered, by table, and those that were throttled. */
final class CountingHttpClient implements SdkHttpClient {

    private static final int REFUSED = 400;

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final Map<String, Map<String, Integer>> answered = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();

    /** How often each operation was answered, by table. */
    Map<String, Map<String, Integer>> answered() {
        return answered;
    }

    int refused() {
        return refused.get();
    }

    /** Calls that are about no table. */
    int others() {
        return others.get();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = prepared.call();
                if (response.httpResponse().statusCode() >= REFUSED) {
                    refused.incrementAndGet();
                } else {
                    count(request);
                }
                return response;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private void count(HttpExecuteRequest request) {
        String operation = request.httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .orElse("")
                .replaceFirst(".*[.]", "");
        String table = table(request, operation);
        if (table.isEmpty()) {
            others.incrementAndGet();
        } else {
            answered.computeIfAbsent(table, name -> new TreeMap<>()).merge(operation, 1, Integer::sum);
        }
    }

    /** A query of the change log is about the table whose partition it reads. */
    private static String table(HttpExecuteRequest request, String operation) {
        if (request.contentStreamProvider().isEmpty()) {
            return "";
        }
        try (InputStream body = request.contentStreamProvider().get().newStream()) {
            byte[] bytes = body.readAllBytes();
            if (bytes.length == 0) {
                return "";
            }
            var document = Documents.readJson(bytes);
            if (operation.equals("Query")) {
                return document.at("/ExpressionAttributeValues/:partition/S")
                        .asText()
                        .replaceFirst("#.*", "");
            }
            return document.path("TableName")
                    .asText(document.path("ResourceArn").asText().replaceFirst(".*:table/", ""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
