package dev.dynamorecovery.lab;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What the lab has opened, closed once, last first, whatever fails on the way. */
final class Closeables implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Closeables.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable Thread exitHook;

    synchronized <T extends AutoCloseable> T add(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    /** Closes everything when the JVM is told to end, as by Ctrl-C. */
    synchronized void closeOnExit() {
        exitHook = Thread.ofPlatform().name("lab-exit").unstarted(this::closeQuietly);
        Runtime.getRuntime().addShutdownHook(exitHook);
    }

    /** Closes everything after a failed start, which stays the failure that is told. */
    void closeAfter(Throwable failure) {
        Throwable onClose = closeAll();
        if (onClose != null) {
            failure.addSuppressed(onClose);
        }
    }

    @Override
    public void close() throws IOException {
        removeExitHook();
        Throwable failure = closeAll();
        if (failure != null) {
            throw new IOException("the lab did not close cleanly", failure);
        }
    }

    private void closeQuietly() {
        Throwable failure = closeAll();
        if (failure != null) {
            LOGGER.log(Level.WARNING, "the lab did not close cleanly", failure);
        }
    }

    private synchronized void removeExitHook() {
        if (exitHook != null && Thread.currentThread() != exitHook) {
            try {
                Runtime.getRuntime().removeShutdownHook(exitHook);
            } catch (IllegalStateException exiting) {
                LOGGER.log(Level.DEBUG, "the JVM is ending already", exiting);
            }
        }
        exitHook = null;
    }

    private synchronized @Nullable Throwable closeAll() {
        Throwable first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Throwable failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        return first;
    }
}
