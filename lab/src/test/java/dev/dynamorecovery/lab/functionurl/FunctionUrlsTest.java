package dev.dynamorecovery.lab.functionurl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.front.Passage;
import dev.dynamorecovery.lab.function.FunctionEnvironment;
import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.function.FunctionLogs;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.template.FunctionUrlDefinition;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionUrlsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:answerer";
    private static final String HOST = "abc123.lambda-url.eu-west-1.localhost";

    /** Answers with what it was asked, at the status that the path names. */
    public static final class Mirror implements RequestStreamHandler {

        public Mirror(Map<String, String> environment) {}

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            JsonNode event = JSON.readTree(input);
            String path = event.path("rawPath").asText();
            if (path.equals("/broken")) {
                throw new IOException("no table");
            }
            if (path.equals("/plain")) {
                output.write("{\"plain\":true}".getBytes(StandardCharsets.UTF_8));
                return;
            }
            ObjectNode answer = JSON.createObjectNode()
                    .put("statusCode", Integer.parseInt(path.substring(1)))
                    .put("body", event.toString());
            answer.putObject("headers").put("X-Answered", "yes");
            JSON.writeValue(output, answer);
        }
    }

    @TempDir
    private Path directory;

    private FunctionLogs logs;
    private LabFront front;

    @BeforeEach
    void start() throws Exception {
        logs = new FunctionLogs(directory);
        FunctionHost functions = FunctionHost.start(
                List.of(new FunctionDefinition(
                        "Answerer",
                        "answerer",
                        FUNCTION,
                        Mirror.class.getName(),
                        Map.of(),
                        Duration.ofSeconds(30),
                        128,
                        OptionalInt.empty(),
                        Optional.of("live"),
                        List.of(),
                        List.of())),
                new FunctionEnvironment("eu-west-1", java.net.URI.create("http://127.0.0.1:1"), 1),
                logs);
        FunctionUrls urls = new FunctionUrls(new VirtualLabTime(Instant.parse("2026-03-01T10:00:00Z")));
        urls.create(new FunctionUrlDefinition("AnswererUrl", "abc123", HOST, FUNCTION + ":live"), functions);
        front = LabFront.start(0, call -> {});
        front.hosts(urls);
    }

    @AfterEach
    void stop() throws Exception {
        front.close();
        logs.close();
    }

    @Test
    void shouldInvokeTheFunctionWithTheRequestAsLambdaShowsIt() throws Exception {
        String answer = get(HOST + ":443", "/200?b=2&a=1&b=3");

        assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("x-answered: yes");
        JsonNode event = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("rawPath").asText()).isEqualTo("/200");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("b=2&a=1&b=3");
        assertThat(event.at("/queryStringParameters/b").asText()).isEqualTo("2,3");
        assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("GET");
        assertThat(event.at("/requestContext/domainName").asText()).isEqualTo(HOST);
        assertThat(event.at("/requestContext/timeEpoch").asLong()).isEqualTo(1772359200000L);
    }

    @Test
    void shouldAnswerWithTheStatusThatTheFunctionGives() throws Exception {
        assertThat(get(HOST, "/503")).startsWith("HTTP/1.1 503");
        assertThat(get(HOST, "/plain")).startsWith("HTTP/1.1 200").endsWith("{\"plain\":true}");
    }

    @Test
    void shouldAnswerBadGatewayWhenTheFunctionFails() throws Exception {
        assertThat(get(HOST, "/broken")).startsWith("HTTP/1.1 502").doesNotContain("no table");
    }

    @Test
    void shouldForbidNamesThatAreNoFunctionUrl() throws Exception {
        assertThat(get("other.lambda-url.eu-west-1.localhost", "/200")).startsWith("HTTP/1.1 403");
        assertThat(get("example.com", "/200")).startsWith("HTTP/1.1 400");
    }

    @Test
    void shouldNotAnswerFromADeadRegion() throws Exception {
        front.guard((key, region, service, operation) ->
                region.equals("eu-west-1") ? new Passage.Fate.Dropped() : new Passage.Fate.Through(Duration.ZERO));

        assertThat(get(HOST, "/200")).isEmpty();
    }

    @Test
    void shouldRefuseAUrlOfAFunctionThatIsNotThere() {
        FunctionHost none = FunctionHost.start(
                List.of(), new FunctionEnvironment("eu-west-1", java.net.URI.create("http://127.0.0.1:1"), 1), logs);
        FunctionUrlDefinition url = new FunctionUrlDefinition("Url", "abc", HOST, FUNCTION);

        assertThatThrownBy(() -> new FunctionUrls(new VirtualLabTime(Instant.EPOCH)).create(url, none))
                .hasMessageContaining("Function not found");
    }

    /** By hand: the JDK's clients do not let a test name the host. */
    private String get(String host, String path) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), front.endpoint().getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
