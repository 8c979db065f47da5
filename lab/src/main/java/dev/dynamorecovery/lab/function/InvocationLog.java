package dev.dynamorecovery.lab.function;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one invocation logs: passed on to the function's log, its end kept for callers that ask for it.
 *
 * <p>Threads that a handler starts log to the invocation that started them.
 */
final class InvocationLog implements LambdaLogger {

    private static final int TAIL_BYTES = 4 * 1024;
    private static final InheritableThreadLocal<@Nullable InvocationLog> CURRENT = new InheritableThreadLocal<>();

    private final Consumer<byte[]> sink;
    private byte[] tail = new byte[0];

    InvocationLog(Consumer<byte[]> sink) {
        this.sink = sink;
    }

    /** The log of the invocation that this thread works for. */
    static Optional<InvocationLog> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs work whose output belongs to this log. */
    <T> T call(Callable<T> work) throws Exception {
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.remove();
        }
    }

    /** Runs work whose output belongs to this log. */
    <T> T during(Supplier<T> work) {
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public void log(String message) {
        write(FunctionLogs.line(message));
    }

    @Override
    public void log(byte[] message) {
        write(message);
    }

    void write(byte[] bytes) {
        synchronized (this) {
            byte[] joined = Arrays.copyOf(tail, tail.length + bytes.length);
            System.arraycopy(bytes, 0, joined, tail.length, bytes.length);
            tail = joined.length <= TAIL_BYTES
                    ? joined
                    : Arrays.copyOfRange(joined, joined.length - TAIL_BYTES, joined.length);
        }
        sink.accept(bytes);
    }

    synchronized byte[] tail() {
        return tail.clone();
    }
}
