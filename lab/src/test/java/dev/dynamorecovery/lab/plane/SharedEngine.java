package dev.dynamorecovery.lab.plane;

import java.io.IOException;

/** One DynamoDB Local for all tests of a JVM; each test works in a Region of its own. */
final class SharedEngine implements ItemEngine {

    private static final ItemEngine LOCAL = started();

    private static ItemEngine started() {
        ItemEngine engine = EngineOptions.dynamoDbLocal().start();
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
        return engine;
    }

    @Override
    public WireAnswer call(String region, String operation, byte[] body) throws IOException {
        return LOCAL.call(region, operation, body);
    }

    @Override
    public void close() {
        // Others still use it: it stops with the JVM.
    }
}
