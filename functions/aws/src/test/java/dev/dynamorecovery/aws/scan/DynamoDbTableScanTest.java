package dev.dynamorecovery.aws.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Continuation;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ScanPage;
import dev.dynamorecovery.core.item.ScanSegment;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

class DynamoDbTableScanTest {

    private static final ScanSegment SEGMENT = new ScanSegment(3, 8);
    private static final String PAGE = "{\"Count\":1,\"Items\":[{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"1.0\"}}],"
            + "\"LastEvaluatedKey\":{\"id\":{\"S\":\"a\"}}}";

    private record Answer(int status, String body, String checksum) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private DynamoDbClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = DynamoDbClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("TEST", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(
                        overrides -> overrides.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(3)
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .build()))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void shouldReadAPageAndWhereToGoOn() {
        answers.add(valid(PAGE));

        ScanPage page = new DynamoDbTableScan(client, "orders", true).page(SEGMENT, null);

        Item item = new Item(Map.of("id", new AttributeValue.Text("a"), "n", new AttributeValue.Numeric("1")));
        Continuation next = new Continuation(new Item(Map.of("id", new AttributeValue.Text("a"))));
        assertThat(page).isEqualTo(new ScanPage(List.of(item), next));
        assertThat(requests)
                .singleElement()
                .asString()
                .contains("\"TableName\":\"orders\"", "\"ConsistentRead\":true", "\"Segment\":3", "\"TotalSegments\":8")
                .doesNotContain("ExclusiveStartKey");
    }

    @Test
    void shouldGoOnBehindTheKeyItWasHanded() {
        answers.add(valid("{\"Count\":0,\"Items\":[]}"));
        Continuation from = new Continuation(new Item(Map.of("id", new AttributeValue.Text("a"))));

        ScanPage page = new DynamoDbTableScan(client, "orders", false).page(SEGMENT, from);

        assertThat(page.next()).isNull();
        assertThat(requests)
                .singleElement()
                .asString()
                .contains("\"ExclusiveStartKey\":{\"id\":{\"S\":\"a\"}}", "\"ConsistentRead\":false");
    }

    @Test
    void shouldAskAgainForAPageThatCameDamaged() {
        answers.add(new Answer(200, PAGE, "12345"));
        answers.add(valid(PAGE));

        ScanPage page = new DynamoDbTableScan(client, "orders", false).page(SEGMENT, null);

        assertThat(page.items()).hasSize(1);
        assertThat(requests).hasSize(2);
    }

    @Test
    void shouldFailRatherThanTakeAPageWhoseChecksumNeverMatches() {
        for (int i = 0; i < 3; i++) {
            answers.add(new Answer(200, PAGE, "12345"));
        }

        assertThatThrownBy(() -> new DynamoDbTableScan(client, "orders", false).page(SEGMENT, null))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("checksum");
        assertThat(requests).hasSize(3);
    }

    @Test
    void shouldKeepTheServicesErrorsAndRetries() {
        answers.add(valid(
                500, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\",\"message\":\"later\"}"));
        answers.add(
                valid(
                        400,
                        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"no such table\"}"));

        assertThatThrownBy(() -> new DynamoDbTableScan(client, "orders", false).page(SEGMENT, null))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("no such table");
        assertThat(requests).hasSize(2);
    }

    @Test
    void shouldLeaveOtherRequestsOfTheClientAlone() {
        answers.add(valid(PAGE));
        answers.add(valid(PAGE));
        new DynamoDbTableScan(client, "orders", false).page(SEGMENT, null);

        assertThat(client.scan(ScanRequest.builder().tableName("orders").build())
                        .items())
                .hasSize(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Answer answer = answers.removeFirst();
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.getResponseHeaders().set("x-amz-crc32", answer.checksum());
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static Answer valid(String body) {
        return valid(200, body);
    }

    private static Answer valid(int status, String body) {
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes(UTF_8));
        return new Answer(status, body, Long.toString(checksum.getValue()));
    }
}
