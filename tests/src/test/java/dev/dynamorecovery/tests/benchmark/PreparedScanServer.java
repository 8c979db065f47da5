package dev.dynamorecovery.tests.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.item.Item;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Answers Scan with prepared pages of 1 MB, so that the time of a scan is the client's.
 *
 * <p>Every table name has the same items. Pages are those of DynamoDB: 1 MB as it counts, a key to go on from, a checksum.
 */
final class PreparedScanServer implements AutoCloseable {

    private static final int PAGE_BYTES = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("ArrayRecordComponent")
    private record Page(byte[] body, String checksum) {}

    private final List<List<Page>> segments = new ArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "prepared-scan");
        thread.setDaemon(true);
        return thread;
    });
    private int itemCount;

    /** Prepares and serves that many pages of each segment. */
    PreparedScanServer(int segments, int pagesPerSegment) throws IOException {
        for (int segment = 0; segment < segments; segment++) {
            List<Page> pages = new ArrayList<>();
            for (int page = 0; page < pagesPerSegment; page++) {
                pages.add(prepare(page, page + 1 == pagesPerSegment));
            }
            this.segments.add(pages);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The items of one table. */
    int itemCount() {
        return itemCount;
    }

    private Page prepare(int page, boolean last) throws IOException {
        List<Map<String, Object>> items = new ArrayList<>();
        int bytes = 0;
        Item item = SampleItems.item(itemCount);
        while (bytes + SampleItems.bytes(item) <= PAGE_BYTES) {
            bytes += SampleItems.bytes(item);
            items.add(json(SdkItems.toSdk(item)));
            itemCount++;
            item = SampleItems.item(itemCount);
        }
        Map<String, Object> response = new HashMap<>();
        response.put("Items", items);
        response.put("Count", items.size());
        response.put("ScannedCount", items.size());
        if (!last) {
            // The sort key carries the page: a client has to hand back the key that it was given.
            response.put(
                    "LastEvaluatedKey", Map.of("userId", Map.of("S", "page"), "orderId", Map.of("S", "" + (page + 1))));
        }
        byte[] body = JSON.writeValueAsBytes(response);
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return new Page(body, Long.toString(checksum.getValue()));
    }

    private static Map<String, Object> json(Map<String, AttributeValue> item) {
        Map<String, Object> json = new HashMap<>();
        item.forEach((name, value) -> json.put(name, json(value)));
        return json;
    }

    private static Map<String, Object> json(AttributeValue value) {
        return switch (value.type()) {
            case S -> Map.of("S", value.s());
            case N -> Map.of("N", value.n());
            case BOOL -> Map.of("BOOL", value.bool());
            case NUL -> Map.of("NULL", true);
            case B -> Map.of("B", Base64.getEncoder().encodeToString(value.b().asByteArrayUnsafe()));
            case SS -> Map.of("SS", value.ss());
            case NS -> Map.of("NS", value.ns());
            case L ->
                Map.of("L", value.l().stream().map(PreparedScanServer::json).toList());
            case M -> Map.of("M", json(value.m()));
            case BS, UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("not in the sample items");
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        int page = request.path("ExclusiveStartKey").path("orderId").path("S").asInt(0);
        Page prepared = segments.get(request.path("Segment").asInt(0)).get(page);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.getResponseHeaders().set("x-amz-crc32", prepared.checksum());
        exchange.sendResponseHeaders(200, prepared.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(prepared.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
