package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * DynamoDB Local in this process, in memory, on a private port of its own.
 *
 * <p>The JVM does not exit before it is closed.
 */
final class DynamoDbLocalEngine implements ItemEngine {

    private final DynamoDBProxyServer server;
    private final HttpItemEngine http;

    private DynamoDbLocalEngine(DynamoDBProxyServer server, int port) {
        this.server = server;
        this.http = new HttpItemEngine(URI.create("http://127.0.0.1:" + port));
    }

    static DynamoDbLocalEngine start() {
        int port = freePort();
        try {
            DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
            server.start();
            return new DynamoDbLocalEngine(server, port);
        } catch (Exception failure) {
            throw new IllegalStateException("DynamoDB Local did not start on port " + port, failure);
        }
    }

    @Override
    public WireAnswer call(String region, String operation, byte[] body) throws IOException {
        return http.call(region, operation, body);
    }

    @Override
    public void close() {
        http.close();
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("DynamoDB Local did not stop", failure);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
