package dev.dynamorecovery.lab.drill.failover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynamorecovery.gate.WriteOutcomeUnknown;
import dev.dynamorecovery.gate.WritesClosed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The application of a drill in one Region, as a team would deploy it: a web server whose client for DynamoDB has the write
 * gate in it.
 *
 * <p>{@code PUT /items/<key>?write=<id>} writes an item and answers 200 when DynamoDB has acknowledged it, with the write
 * that was there before in {@code x-previous-write}; 503 while this Region may not write. {@code GET /recovery-probe} tells
 * that it is there, {@code POST} makes it write something.
 */
final class ApplicationServer implements AutoCloseable {

    static final String REGION_HEADER = "x-recovery-region";
    static final String PREVIOUS_HEADER = "x-previous-write";

    /** The attribute that names the write that made an item. */
    static final String WRITE = "write";

    /** Begins as all keys do that are no data. */
    private static final String PROBE_KEY = "recovery:heartbeat#application-";

    private static final int ACKNOWLEDGED = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final String region;
    private final String table;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable DynamoDbClient gated;
    private volatile BooleanSupplier alive = () -> true;

    private ApplicationServer(String region, String table, HttpServer server) {
        this.region = region;
        this.table = table;
        this.server = server;
    }

    /** Listens, and answers that it is not ready until {@link #serve}. */
    static ApplicationServer listen(String region, String table, InetSocketAddress address) throws IOException {
        HttpServer http = HttpServer.create(address, 0);
        ApplicationServer application = new ApplicationServer(region, table, http);
        http.setExecutor(application.threads);
        http.createContext("/items/", application::item);
        http.createContext("/recovery-probe", application::probe);
        http.start();
        return application;
    }

    /**
     * Begins to serve.
     *
     * @param client with the write gate in it
     * @param regionAlive false while nothing in the Region answers, this server neither
     */
    void serve(DynamoDbClient client, BooleanSupplier regionAlive) {
        this.alive = regionAlive;
        this.gated = client;
    }

    String region() {
        return region;
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void item(HttpExchange exchange) throws IOException {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        String key = exchange.getRequestURI().getPath().substring("/items/".length());
        if (!exchange.getRequestMethod().equals("PUT") || key.isEmpty() || !query.startsWith(WRITE + "=")) {
            answer(exchange, BAD_REQUEST, "");
            return;
        }
        write(exchange, key, query.substring(WRITE.length() + 1));
    }

    private void probe(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            write(exchange, PROBE_KEY + region, "probe");
        } else {
            answer(exchange, gated == null ? UNAVAILABLE : ACKNOWLEDGED, "");
        }
    }

    private void write(HttpExchange exchange, String key, String write) throws IOException {
        DynamoDbClient client = gated;
        if (client == null) {
            answer(exchange, UNAVAILABLE, "");
            return;
        }
        try {
            Map<String, AttributeValue> before = client.putItem(request -> request.tableName(table)
                            .item(Map.of(
                                    "userId",
                                    AttributeValue.fromS(key),
                                    WRITE,
                                    AttributeValue.fromS(write),
                                    "active",
                                    AttributeValue.fromBool(true),
                                    "balance",
                                    AttributeValue.fromN("0"),
                                    "version",
                                    AttributeValue.fromN("1"),
                                    "updatedBy",
                                    AttributeValue.fromS("drill-" + region)))
                            .returnValues(ReturnValue.ALL_OLD))
                    .attributes();
            AttributeValue previous = before.get(WRITE);
            answer(exchange, ACKNOWLEDGED, previous == null ? "" : previous.s());
        } catch (WritesClosed | WriteOutcomeUnknown | SdkException notAcknowledged) {
            answer(exchange, UNAVAILABLE, "");
        }
    }

    private void answer(HttpExchange exchange, int status, String previous) throws IOException {
        if (alive.getAsBoolean()) {
            exchange.getResponseHeaders().set(REGION_HEADER, region);
            exchange.getResponseHeaders().set(PREVIOUS_HEADER, previous);
            exchange.sendResponseHeaders(status, -1);
        }
        // Without an answer the connection ends, as it does when a Region goes dark.
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        DynamoDbClient client = gated;
        if (client != null) {
            client.close();
        }
    }
}
