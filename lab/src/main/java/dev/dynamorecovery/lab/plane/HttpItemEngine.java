package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;

/** An engine behind any endpoint that speaks DynamoDB's JSON protocol, over connections that are kept open. */
final class HttpItemEngine implements ItemEngine {

    /** Alphanumeric, as DynamoDB Local wants it; the same for every caller, so that all see the same tables. */
    private static final String ACCESS_KEY_ID = "lab";

    private final URI endpoint;
    private final ConcurrentLinkedDeque<EngineConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    HttpItemEngine(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public WireAnswer call(String region, String operation, byte[] body) throws IOException {
        EngineConnection connection = take();
        boolean reusable = false;
        try {
            WireAnswer answer = connection.exchange(head(region, operation, body.length), body);
            reusable = connection.reusable();
            return answer;
        } finally {
            if (reusable && !closed) {
                idle.push(connection);
            } else {
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        idle.forEach(EngineConnection::close);
        idle.clear();
    }

    private EngineConnection take() throws IOException {
        for (EngineConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
            if (connection.fresh()) {
                return connection;
            }
            connection.close();
        }
        return EngineConnection.open(endpoint);
    }

    private byte[] head(String region, String operation, int contentLength) {
        String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
        String text = "POST " + path + " HTTP/1.1\r\nHost: " + endpoint.getAuthority()
                + "\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: DynamoDB_20120810." + operation
                + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY_ID + "/20260101/" + region
                + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\nContent-Length: " + contentLength
                + "\r\n\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
