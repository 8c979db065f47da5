package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.definition.Catcher;
import dev.dynamorecovery.lab.machine.definition.ErrorNames;
import dev.dynamorecovery.lab.machine.definition.Flow;
import dev.dynamorecovery.lab.machine.definition.State;
import dev.dynamorecovery.lab.machine.execution.StateScope.Extra;
import dev.dynamorecovery.lab.machine.expression.Template;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks through the states of a flow. */
final class FlowRunner {

    /** Where a state leads: null ends the flow. */
    private record Step(JsonNode output, @Nullable String next) {}

    /** One attempt at a state's work. */
    private interface Work {
        JsonNode attempt() throws StateFailure, InterruptedException;
    }

    private final Engine engine;
    private final TaskRunner tasks;
    private final NestedFlows nested;

    FlowRunner(Engine engine) {
        this.engine = engine;
        this.tasks = new TaskRunner(engine);
        this.nested = new NestedFlows(engine, this);
    }

    /** Runs the flow to its end and returns its output. */
    JsonNode run(Flow flow, JsonNode input, FlowScope scope) throws StateFailure, InterruptedException {
        JsonNode payload = input;
        String name = flow.startAt();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the execution is to stop");
            }
            Step step = step(flow.state(name), payload, scope);
            payload = step.output();
            if (step.next() == null) {
                return payload;
            }
            name = step.next();
        }
    }

    private Step step(State state, JsonNode input, FlowScope flow) throws StateFailure, InterruptedException {
        StateScope scope = new StateScope(engine, flow, state, input);
        try {
            return switch (state) {
                case State.Task task ->
                    work(scope, task.effects(), task.errors(), task.next(), () -> tasks.attempt(task, scope));
                case State.Parallel parallel ->
                    work(
                            scope,
                            parallel.effects(),
                            parallel.errors(),
                            parallel.next(),
                            () -> nested.parallel(parallel, scope));
                case State.MapEach map ->
                    work(scope, map.effects(), map.errors(), map.next(), () -> nested.map(map, scope));
                case State.Choice choice -> choose(choice, scope);
                case State.Wait wait -> {
                    pause(wait, scope);
                    yield new Step(scope.leave(wait.effects(), "", input, Extra.NONE), wait.next());
                }
                case State.Pass pass -> new Step(scope.leave(pass.effects(), "", input, Extra.NONE), pass.next());
                case State.Succeed succeed -> {
                    State.Effects effects = new State.Effects(succeed.output(), Map.of());
                    yield new Step(scope.leave(effects, "", input, Extra.NONE), null);
                }
                case State.Fail fail ->
                    throw new StateFailure(
                            text(scope, fail.error(), "Error").orElse(""),
                            text(scope, fail.explanation(), "Cause").orElse(null));
            };
        } catch (InterruptedException e) {
            if (List.of("Task", "Wait", "Map", "Parallel").contains(state.type())) {
                scope.trail().add(state.type() + "StateAborted");
            }
            throw e;
        }
    }

    private static Optional<String> text(StateScope scope, @Nullable Template template, String field)
            throws StateFailure {
        if (template == null) {
            return Optional.empty();
        }
        JsonNode value = scope.evaluate(template, field, scope.input());
        if (!value.isTextual()) {
            throw scope.evaluationFailed(field, "The field '" + field + "' must be a string, not " + value + ".");
        }
        return Optional.of(value.textValue());
    }

    /** A state with work: attempts it until it succeeds, a retrier gives up, or a catcher takes over. */
    private Step work(
            StateScope scope, State.Effects effects, State.ErrorHandling errors, @Nullable String next, Work work)
            throws StateFailure, InterruptedException {
        RetryCounter retries = new RetryCounter(errors.retriers(), engine.entropy());
        while (true) {
            try {
                JsonNode result = work.attempt();
                return new Step(scope.leave(effects, "", result, Extra.result(result)), next);
            } catch (StateFailure failure) {
                Optional<Duration> delay = retries.next(failure.error());
                if (delay.isEmpty()) {
                    return caught(scope, errors.catchers(), failure);
                }
                engine.time().pause(delay.get());
                scope.retried();
            }
        }
    }

    private static Step caught(StateScope scope, List<Catcher> catchers, StateFailure failure) throws StateFailure {
        for (int i = 0; i < catchers.size(); i++) {
            Catcher catcher = catchers.get(i);
            if (ErrorNames.matches(catcher.errorEquals(), failure.error())) {
                ObjectNode errorOutput = Trail.object().put("Error", failure.error());
                if (failure.explanation() != null) {
                    errorOutput.put("Cause", failure.explanation());
                }
                JsonNode output =
                        scope.leave(catcher.effects(), "Catch[" + i + "]/", errorOutput, Extra.caught(errorOutput));
                return new Step(output, catcher.next());
            }
        }
        throw failure;
    }

    private static Step choose(State.Choice choice, StateScope scope) throws StateFailure {
        for (int i = 0; i < choice.rules().size(); i++) {
            State.Rule rule = choice.rules().get(i);
            String prefix = "Choices[" + i + "]/";
            JsonNode matches =
                    scope.evaluate(new Template.Query(rule.condition()), prefix + "Condition", scope.input());
            if (!matches.isBoolean()) {
                throw scope.evaluationFailed(
                        prefix + "Condition", "The Condition must evaluate to true or false, not " + matches + ".");
            }
            if (matches.booleanValue()) {
                return new Step(scope.leave(rule.effects(), prefix, scope.input(), Extra.NONE), rule.next());
            }
        }
        if (choice.defaultNext() == null) {
            throw new StateFailure(
                    ErrorNames.NO_CHOICE_MATCHED,
                    "No rule of the Choice state '" + choice.name() + "' matched and it has no Default.");
        }
        return new Step(scope.leave(choice.effects(), "", scope.input(), Extra.NONE), choice.defaultNext());
    }

    private void pause(State.Wait wait, StateScope scope) throws StateFailure, InterruptedException {
        if (!wait.timestamp()) {
            double seconds = scope.number(wait.until(), "Seconds", 0, 0, 99_999_999);
            engine.time().pause(Duration.ofNanos(Math.round(seconds * 1e9)));
            return;
        }
        JsonNode value = scope.evaluate(wait.until(), "Timestamp", scope.input());
        try {
            Duration left = Duration.between(
                    engine.time().now(), OffsetDateTime.parse(value.asText()).toInstant());
            if (left.isPositive()) {
                // An instant is an instant of the clock, which the lab does not speed up: undo the scale.
                engine.time()
                        .pause(Duration.ofNanos(
                                Math.round(left.toNanos() / engine.time().scale())));
            }
        } catch (DateTimeParseException e) {
            throw scope.evaluationFailed(
                    "Timestamp", "The field 'Timestamp' must be an instant such as 2026-01-31T10:40:00Z, not " + value);
        }
    }
}
