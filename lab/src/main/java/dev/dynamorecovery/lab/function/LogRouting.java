package dev.dynamorecovery.lab.function;

import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/**
 * Takes what is logged in this JVM off the terminal: a function's lines go to the function's log in the JSON it has on
 * Lambda, the lab's own to the lab's log.
 */
final class LogRouting implements AutoCloseable {

    private static final String APPENDER = "RecoveryLab";

    private final LoggerContext context;
    private final AbstractAppender appender;

    private LogRouting(LoggerContext context, AbstractAppender appender) {
        this.context = context;
        this.appender = appender;
    }

    static LogRouting install(InvocationLog lab) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Configuration configuration = context.getConfiguration();
        JsonTemplateLayout layout = JsonTemplateLayout.newBuilder()
                .setConfiguration(configuration)
                .setEventTemplateUri("classpath:LambdaJsonLayout.json")
                .build();
        AbstractAppender appender = new Appender(layout, lab);
        appender.start();
        configuration.getRootLogger().addAppender(appender, null, null);
        context.updateLoggers();
        return new LogRouting(context, appender);
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(APPENDER);
        context.updateLoggers();
        appender.stop();
    }

    private static final class Appender extends AbstractAppender {

        private final InvocationLog lab;

        Appender(Layout<?> layout, InvocationLog lab) {
            super(APPENDER, null, layout, false, Property.EMPTY_ARRAY);
            this.lab = lab;
        }

        @Override
        public void append(LogEvent event) {
            byte[] line = Objects.requireNonNull(getLayout()).toByteArray(event);
            InvocationLog.current().orElse(lab).write(line);
        }
    }
}
