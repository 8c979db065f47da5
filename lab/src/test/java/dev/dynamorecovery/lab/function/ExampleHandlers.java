package dev.dynamorecovery.lab.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handlers for the tests of the host, one for each way a function can behave. */
final class ExampleHandlers {

    static final CountDownLatch NEVER = new CountDownLatch(1);

    private ExampleHandlers() {}

    /** Answers what its environment and context tell it. */
    public static final class Telling implements RequestStreamHandler {

        private final Map<String, String> environment;

        public Telling(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String answer = """
                    {"event": %s, "region": "%s", "name": "%s", "arn": "%s", "key": "%s", "own": "%s", "remaining": %d}""".formatted(
                            new String(input.readAllBytes(), StandardCharsets.UTF_8),
                            environment.get("AWS_REGION"),
                            context.getFunctionName(),
                            context.getInvokedFunctionArn(),
                            environment.get("AWS_ACCESS_KEY_ID"),
                            environment.get("OWN"),
                            context.getRemainingTimeInMillis());
            output.write(answer.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Fails with a cause. */
    public static final class Failing implements RequestStreamHandler {

        public Failing(Map<String, String> environment) {}

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {
            throw new IllegalStateException("table is gone", new IOException("connection reset"));
        }
    }

    /** Never answers. */
    public static final class Stuck implements RequestStreamHandler {

        public Stuck(Map<String, String> environment) {}

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            try {
                NEVER.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }
    }

    /** Takes and gives objects, and logs in every way a function can. */
    public static final class Doubling implements RequestHandler<Map<String, Integer>, Map<String, Integer>> {

        private static final Logger LOGGER = LoggerFactory.getLogger(Doubling.class);

        public Doubling(Map<String, String> environment) {}

        @Override
        @SuppressWarnings("SystemOut") // A function's standard output is its log.
        public Map<String, Integer> handleRequest(Map<String, Integer> event, Context context) {
            LOGGER.info("said by the logger");
            context.getLogger().log("said by the context");
            System.out.println("said by standard output");
            return Map.of("value", 2 * event.getOrDefault("value", 0));
        }
    }

    /** Answers more than Lambda passes on. */
    public static final class Verbose implements RequestStreamHandler {

        public Verbose(Map<String, String> environment) {}

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            output.write(new byte[HostedFunction.RESPONSE_LIMIT_BYTES + 1]);
        }
    }

    /** Cannot be given its environment. */
    public static final class Rigid implements RequestStreamHandler {

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }
}
