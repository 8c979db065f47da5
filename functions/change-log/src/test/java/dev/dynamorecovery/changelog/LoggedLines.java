package dev.dynamorecovery.changelog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged until it is closed, at any level. */
final class LoggedLines extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = LoggerContext.getContext(false);

    private LoggedLines() {
        super("captured", null, null, true, Property.EMPTY_ARRAY);
    }

    static LoggedLines capture() {
        LoggedLines lines = new LoggedLines();
        lines.start();
        lines.context.getConfiguration().getRootLogger().addAppender(lines, Level.ALL, null);
        lines.context.updateLoggers();
        return lines;
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(getName());
        context.updateLoggers();
        stop();
    }
}
