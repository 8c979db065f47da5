package dev.dynamorecovery.lab.objectstore;

import com.adobe.testing.s3mock.S3MockApplication;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.front.ServiceError;
import dev.dynamorecovery.lab.template.BucketDefinition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * S3 as Adobe's S3Mock keeps it, on a private port behind the lab's front.
 *
 * <p>Requests and answers pass through byte for byte, chunked uploads and checksums included. One store serves every
 * Region, as S3's bucket names do. The objects live in a temporary folder and end with the lab.
 */
public final class S3MockObjectStore implements LabService, AutoCloseable {

    /** What an HTTP client sets itself, or what belongs to the connection rather than to the request. */
    private static final Set<String> NOT_FORWARDED =
            Set.of("connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final S3MockApplication application;
    private final URI endpoint;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("removal") // This version offers no other way to learn which free port was taken.
    private S3MockObjectStore(S3MockApplication application) {
        this.application = application;
        this.endpoint = URI.create("http://127.0.0.1:" + application.getPort());
    }

    public static S3MockObjectStore start() {
        // Spring would configure logging anew for the whole JVM, and functions would log to the terminal.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Map<String, Object> settings = new HashMap<>();
        settings.put(S3MockApplication.PROP_HTTP_PORT, "0");
        settings.put(S3MockApplication.PROP_HTTPS_PORT, "0");
        settings.put("server.ssl.enabled", "false");
        settings.put("server.address", "127.0.0.1");
        settings.put("spring.main.banner-mode", "off");
        return new S3MockObjectStore(S3MockApplication.start(
                settings,
                "--spring.main.register-shutdown-hook=false",
                "--spring.main.sources=" + OneLoopbackPort.class.getName()));
    }

    @Override
    public String signingName() {
        return "s3";
    }

    @Override
    public LabResponse failure(LabRequest request, ServiceError error) {
        return error.rest();
    }

    @Override
    public LabResponse handle(LabRequest request) throws IOException, InterruptedException {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(URI.create(endpoint + request.path() + query))
                .method(request.method(), BodyPublishers.ofByteArray(request.body()))
                .timeout(PATIENCE);
        request.headers().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name)) {
                values.forEach(value -> forwarded.header(name, value));
            }
        });
        var answer = client.send(forwarded.build(), BodyHandlers.ofByteArray());
        Map<String, String> headers = new HashMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return new LabResponse(answer.statusCode(), headers, answer.body());
    }

    @Override
    public String operation(LabRequest request) {
        return S3Operation.of(request).apiName();
    }

    @Override
    public List<String> resources(LabRequest request) {
        return S3Operation.of(request).resources();
    }

    /** Makes a bucket of the template. */
    public void create(BucketDefinition bucket, String region) throws IOException, InterruptedException {
        Map<String, List<String>> lock =
                bucket.objectLock() ? Map.of("x-amz-bucket-object-lock-enabled", List.of("true")) : Map.of();
        require(put(region, bucket.name(), "", lock, ""));
        if (bucket.versioned() && !bucket.objectLock()) {
            require(put(
                    region,
                    bucket.name(),
                    "versioning",
                    Map.of("content-type", List.of("application/xml")),
                    "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                            + "<Status>Enabled</Status></VersioningConfiguration>"));
        }
    }

    private LabResponse put(String region, String bucket, String query, Map<String, List<String>> headers, String body)
            throws IOException, InterruptedException {
        return handle(new LabRequest(
                region, "LABSTACK", "PUT", "/" + bucket, query, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void require(LabResponse response) {
        if (response.status() != 200) {
            throw new IllegalStateException("the object store answered " + response.status() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        client.close();
        application.stop();
    }
}
