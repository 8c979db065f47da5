package dev.dynamorecovery.lab.machine.definition;

import dev.dynamorecovery.lab.machine.expression.QueryExpression;
import dev.dynamorecovery.lab.machine.expression.Template;
import dev.dynamorecovery.lab.machine.integration.TaskResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One state of a machine, as the Amazon States Language defines it for JSONata. */
public sealed interface State {

    String name();

    /** The {@code Type} field. */
    default String type() {
        return getClass().getSimpleName();
    }

    /**
     * What a state leaves behind.
     *
     * @param output null for the default
     * @param assign the variables, all evaluated before any is set
     */
    record Effects(@Nullable Template output, Map<String, Template> assign) {}

    /** Retriers and catchers in the order in which they are tried. */
    record ErrorHandling(List<Retrier> retriers, List<Catcher> catchers) {}

    /** @param next the state to go on with; null ends the flow */
    record Task(
            String name,
            TaskResource resource,
            @Nullable Template arguments,
            @Nullable Template timeoutSeconds,
            @Nullable Template heartbeatSeconds,
            Effects effects,
            ErrorHandling errors,
            @Nullable String next)
            implements State {}

    /**
     * @param effects what the default leaves behind
     * @param defaultNext null when no rule may fail to match
     */
    record Choice(
            String name,
            List<Rule> rules,
            Effects effects,
            @Nullable String defaultNext) implements State {}

    /** One rule of a {@link Choice}. */
    record Rule(QueryExpression condition, Effects effects, String next) {}

    /** @param timestamp whether {@code until} is an instant to wait for, not a number of seconds */
    record Wait(
            String name,
            Template until,
            boolean timestamp,
            Effects effects,
            @Nullable String next) implements State {}

    record Pass(String name, Effects effects, @Nullable String next) implements State {}

    record Parallel(
            String name,
            List<Flow> branches,
            @Nullable Template arguments,
            Effects effects,
            ErrorHandling errors,
            @Nullable String next)
            implements State {}

    record MapEach(
            String name,
            Flow processor,
            @Nullable Template items,
            @Nullable Template itemSelector,
            @Nullable Template maxConcurrency,
            @Nullable Distribution distribution,
            Effects effects,
            ErrorHandling errors,
            @Nullable String next)
            implements State {

        @Override
        public String type() {
            return "Map";
        }
    }

    record Succeed(String name, @Nullable Template output) implements State {}

    record Fail(
            String name, @Nullable Template error, @Nullable Template explanation) implements State {}
}
