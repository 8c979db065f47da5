package dev.dynamorecovery.lab.function;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The log files of the lab: one for each function, as CloudWatch has a log group for each. */
public final class FunctionLogs implements AutoCloseable {

    private final Path directory;
    private final Map<String, OutputStream> files = new ConcurrentHashMap<>();
    private volatile Consumer<String> listener = line -> {};

    private volatile boolean closed;

    /** Logs below a directory, which is made when it is missing. */
    public FunctionLogs(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    public Path directory() {
        return directory;
    }

    /** Tells of each line that is logged from now on. */
    public void watch(Consumer<String> lines) {
        listener = lines;
    }

    /** The log of one invocation. */
    InvocationLog open(String functionName) {
        OutputStream file = files.computeIfAbsent(functionName, this::file);
        LogLines lines = new LogLines(line -> listener.accept(line));
        return new InvocationLog(bytes -> {
            append(file, bytes);
            lines.write(bytes);
        });
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (OutputStream file : files.values()) {
            synchronized (file) {
                file.close();
            }
        }
    }

    private void append(OutputStream file, byte[] bytes) {
        synchronized (file) {
            if (closed) {
                // The lab ends under functions that are still at work: what they say then, nobody reads.
                return;
            }
            try {
                file.write(bytes);
                file.flush();
            } catch (IOException full) {
                throw new UncheckedIOException("a function's log cannot be written", full);
            }
        }
    }

    private OutputStream file(String functionName) {
        try {
            // Not a channel: the interruption of a function that timed out would close it for all that follow.
            return new FileOutputStream(directory.resolve(functionName + ".log").toFile(), true);
        } catch (IOException refused) {
            throw new UncheckedIOException("log of " + functionName + " cannot be opened in " + directory, refused);
        }
    }

    /** A line as bytes. */
    static byte[] line(String text) {
        return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
