package dev.dynamorecovery.lab.function;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Puts together the lines of a log that is written in pieces. */
final class LogLines {

    private final Consumer<String> listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LogLines(Consumer<String> listener) {
        this.listener = listener;
    }

    synchronized void write(byte[] bytes) {
        for (byte each : bytes) {
            if (each == '\n') {
                listener.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(each);
            }
        }
    }
}
