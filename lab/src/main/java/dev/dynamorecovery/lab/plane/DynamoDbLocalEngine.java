package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, in memory, on a private port of the loopback interface.
 *
 * <p>Its own runner is not used: that listens on every interface, wants the port told, prints a banner and sets up
 * telemetry. The JVM does not exit before it is closed.
 */
final class DynamoDbLocalEngine implements ItemEngine {

    private final Server server;
    private final LocalDynamoDBRequestHandler requests;
    private final URI endpoint;
    private final HttpItemEngine http;

    private DynamoDbLocalEngine(Server server, LocalDynamoDBRequestHandler requests, int port) {
        this.server = server;
        this.requests = requests;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        this.http = new HttpItemEngine(endpoint);
    }

    URI endpoint() {
        return endpoint;
    }

    static DynamoDbLocalEngine start() {
        try {
            LocalDynamoDBRequestHandler requests = new LocalDynamoDBRequestHandler(0, true, null, false, false);
            QueuedThreadPool threads = new QueuedThreadPool();
            threads.setName("dynamodb-local");
            Server server = new Server(threads);
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(requests, null)));
            server.start();
            return new DynamoDbLocalEngine(server, requests, connector.getLocalPort());
        } catch (Exception failure) {
            throw new IllegalStateException("DynamoDB Local did not start", failure);
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
        } finally {
            requests.shutdown();
        }
    }
}
