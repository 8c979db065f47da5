package dev.dynamorecovery.lab.function;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/**
 * Standard output while functions run in this JVM: what a function prints goes to its log, as on Lambda; what anybody
 * else prints goes where it went before.
 */
final class FunctionOutput implements AutoCloseable {

    private final PrintStream previous;

    private FunctionOutput(PrintStream previous) {
        this.previous = previous;
    }

    static FunctionOutput install() {
        // Metrics are lines of standard output on Lambda; elsewhere their library would look for an agent on the
        // network.
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
        FunctionOutput output = new FunctionOutput(System.out);
        System.setOut(new PrintStream(new Router(output.previous), true, StandardCharsets.UTF_8));
        return output;
    }

    @Override
    public void close() {
        System.setOut(previous);
    }

    private static final class Router extends OutputStream {

        private final PrintStream otherwise;

        Router(PrintStream otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            InvocationLog.current()
                    .ifPresentOrElse(
                            log -> log.write(Arrays.copyOfRange(bytes, offset, offset + length)),
                            () -> otherwise.write(bytes, offset, length));
        }

        @Override
        public void flush() {
            otherwise.flush();
        }
    }
}
