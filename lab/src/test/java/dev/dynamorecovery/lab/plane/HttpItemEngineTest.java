package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpItemEngineTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpItemEngine engine;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestHeaders().getFirst("X-Amz-Target")
                    + ' '
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = ("{\"echo\":" + body + "}").getBytes(StandardCharsets.UTF_8);
            boolean chunked = body.contains("chunked");
            if (body.contains("cut")) {
                exchange.sendResponseHeaders(200, answer.length + 1);
                exchange.getResponseBody().write(answer);
                exchange.getResponseBody().flush();
                server.stop(0);
                return;
            }
            exchange.sendResponseHeaders(body.contains("refused") ? 400 : 200, chunked ? 0 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        engine = new HttpItemEngine(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        engine.close();
        server.stop(0);
    }

    @Test
    void shouldAskForTheRegionsDatabase() throws IOException {
        assertThat(ask("\"plain\"").body()).asString().isEqualTo("{\"echo\":\"plain\"}");
        assertThat(asked.getFirst())
                .startsWith("DynamoDB_20120810.PutItem")
                .contains("/eu-west-1/dynamodb/aws4_request");
    }

    @Test
    void shouldReadAnswersOfEveryFramingOnOneConnection() throws IOException {
        assertThat(ask("\"chunked\"").body()).asString().isEqualTo("{\"echo\":\"chunked\"}");
        assertThat(ask("\"refused\"").status()).isEqualTo(400);
        assertThat(ask("\"plain\"").status()).isEqualTo(200);
    }

    @Test
    void shouldSayWhenAnAnswerIsCutShort() {
        assertThatThrownBy(() -> ask("\"cut\"")).isInstanceOf(IOException.class);
    }

    private WireAnswer ask(String body) throws IOException {
        return engine.call("eu-west-1", "PutItem", body.getBytes(StandardCharsets.UTF_8));
    }
}
