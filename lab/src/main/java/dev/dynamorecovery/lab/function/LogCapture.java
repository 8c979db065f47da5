package dev.dynamorecovery.lab.function;

import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Keeps the terminal for the command line: what functions log or print goes to their logs, what the lab's servers log
 * goes to the lab's.
 */
public final class LogCapture implements AutoCloseable {

    private final InvocationLog lab;
    private final LogRouting routing;
    private final FunctionOutput output;
    private final Handler[] handlers;

    private LogCapture(InvocationLog lab, LogRouting routing, FunctionOutput output, Handler[] handlers) {
        this.lab = lab;
        this.routing = routing;
        this.output = output;
        this.handlers = handlers;
    }

    public static LogCapture install(FunctionLogs logs) {
        InvocationLog lab = logs.open("lab");
        Handler[] handlers = rootLogger().getHandlers();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return new LogCapture(lab, LogRouting.install(lab), FunctionOutput.install(), handlers);
    }

    /** Runs what prints of its own accord, such as a server that greets: it and its threads print to the lab's log. */
    public <T> T during(Supplier<T> work) {
        return lab.during(work);
    }

    @Override
    public void close() {
        output.close();
        routing.close();
        SLF4JBridgeHandler.uninstall();
        for (Handler handler : handlers) {
            rootLogger().addHandler(handler);
        }
    }

    private static Logger rootLogger() {
        return LogManager.getLogManager().getLogger("");
    }
}
