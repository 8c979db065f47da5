package dev.dynamorecovery.lab.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabFrontTest {

    private final List<ApiCall> calls = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private LabFront front;

    @BeforeEach
    void start() throws IOException {
        front = LabFront.start(0, calls::add);
        front.serve(new Echo("dynamodb"));
        front.serve(new Echo("s3"));
    }

    @AfterEach
    void stop() {
        front.close();
        client.close();
    }

    @Test
    void shouldRouteBySigningNameAndRegion() throws Exception {
        HttpResponse<String> response = post("dynamodb", "DynamoDB_20120810.PutItem", "{}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("dynamodb eu-west-1 LABOPERATOR POST / {}");
    }

    @Test
    void shouldTellTheListenerWhoCalledWhat() throws Exception {
        post("dynamodb", "DynamoDB_20120810.PutItem", "{}");

        assertThat(calls)
                .containsExactly(new ApiCall("LABOPERATOR", "eu-west-1", "dynamodb", "PutItem", List.of("all"), 200));
    }

    @Test
    void shouldRecordTheActionOfAQueryRequest() throws Exception {
        send("s3", "Content-Type", "application/x-www-form-urlencoded", "Version=1&Action=Publish&X=y");

        assertThat(calls).extracting(ApiCall::operation).containsExactly("Publish");
    }

    @Test
    void shouldRefuseAnUnsignedRequestAsAwsDoes() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(front.endpoint())
                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("MissingAuthenticationTokenException");
        assertThat(calls).isEmpty();
    }

    @Test
    void shouldNameTheServiceItDoesNotSupport() throws Exception {
        HttpResponse<String> response = post("kinesis", "Kinesis_20131202.ListStreams", "{}");

        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.body()).contains("NotSupported").contains("kinesis");
    }

    @Test
    void shouldSendTheChecksumThatDynamoDbClientsVerify() throws Exception {
        HttpResponse<String> response = post("dynamodb", "DynamoDB_20120810.PutItem", "{}");

        CRC32 checksum = new CRC32();
        checksum.update(response.body().getBytes(StandardCharsets.UTF_8));
        assertThat(response.headers().firstValue("x-amz-crc32")).contains(Long.toString(checksum.getValue()));
        assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
    }

    @Test
    void shouldRouteAPresignedRequest() throws Exception {
        URI uri = URI.create(
                front.endpoint()
                        + "/bucket/a%20key?X-Amz-Credential=LABOPERATOR%2F20260101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Expires=60");
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo("s3 eu-west-1 LABOPERATOR GET /bucket/a%20key ");
    }

    @Test
    void shouldTurnADefectIntoAnInternalServerError() throws Exception {
        front.serve(new Echo("broken") {
            @Override
            public LabResponse handle(LabRequest request) {
                throw new IllegalStateException("out of order");
            }
        });

        HttpResponse<String> response = post("broken", "Broken.Do", "{}");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("InternalServerError").contains("out of order");
    }

    @Test
    void shouldRefuseASecondServiceOfTheSameName() {
        assertThatThrownBy(() -> front.serve(new Echo("s3"))).hasMessageContaining("s3");
    }

    private HttpResponse<String> post(String service, String target, String body) throws Exception {
        return send(service, "X-Amz-Target", target, body);
    }

    private HttpResponse<String> send(String service, String header, String value, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(front.endpoint())
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=LABOPERATOR/20260101/eu-west-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Answers with what it was asked. */
    private static class Echo implements LabService {

        private final String signingName;

        Echo(String signingName) {
            this.signingName = signingName;
        }

        @Override
        public String signingName() {
            return signingName;
        }

        @Override
        public List<String> resources(LabRequest request) {
            return List.of("all");
        }

        @Override
        public LabResponse handle(LabRequest request) throws IOException, InterruptedException {
            String text = String.join(
                    " ",
                    signingName,
                    request.region(),
                    request.accessKeyId(),
                    request.method(),
                    request.path(),
                    new String(request.body(), StandardCharsets.UTF_8));
            return new LabResponse(200, Map.of("Content-Type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
