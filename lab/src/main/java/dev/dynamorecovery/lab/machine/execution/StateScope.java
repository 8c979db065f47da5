package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.definition.ErrorNames;
import dev.dynamorecovery.lab.machine.definition.State;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.expression.QueryEvaluationException;
import dev.dynamorecovery.lab.machine.expression.Template;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One state being run: its input, its surroundings, and {@code $states} as its expressions see it. */
final class StateScope {

    /** Step Functions' quota for the input or output of a state, in UTF-8 bytes. */
    static final int LARGEST_PAYLOAD_BYTES = 262_144;

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final Engine engine;
    private final FlowScope flow;
    private final State state;
    private final JsonNode input;
    private final Instant enteredTime;
    private final long enteredEventId;
    private int retryCount;

    StateScope(Engine engine, FlowScope flow, State state, JsonNode input) throws StateFailure {
        this.engine = engine;
        this.flow = flow;
        this.state = state;
        this.input = input;
        this.enteredTime = engine.time().now();
        this.enteredEventId = flow.trail().entered(state.type(), state.name(), input);
    }

    Engine engine() {
        return engine;
    }

    FlowScope flow() {
        return flow;
    }

    Trail trail() {
        return flow.trail();
    }

    JsonNode input() {
        return input;
    }

    void retried() {
        retryCount++;
    }

    /** The field's value, or the fallback where the definition has no such field. */
    JsonNode evaluate(@Nullable Template template, String field, JsonNode fallback, Extra extra) throws StateFailure {
        if (template == null) {
            return fallback;
        }
        if (template instanceof Template.Literal literal) {
            return literal.value();
        }
        Map<String, JsonNode> bindings = new HashMap<>(flow.variables().values());
        bindings.put("states", states(extra));
        try {
            return template.evaluate(engine.evaluator(), bindings, field);
        } catch (QueryEvaluationException e) {
            throw evaluationFailed(e.field(), String.valueOf(e.getMessage()));
        }
    }

    JsonNode evaluate(@Nullable Template template, String field, JsonNode fallback) throws StateFailure {
        return evaluate(template, field, fallback, Extra.NONE);
    }

    /** A number in a field; the fallback where the definition has no such field. */
    double number(@Nullable Template template, String field, double fallback, double least, double most)
            throws StateFailure {
        if (template == null) {
            return fallback;
        }
        JsonNode value = evaluate(template, field, input);
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            throw evaluationFailed(
                    field,
                    "The field '" + field + "' must be a number from " + (long) least + " to " + (long) most + ", not "
                            + value + ".");
        }
        return value.doubleValue();
    }

    /** A failed evaluation, written to the history and ready to be thrown. */
    StateFailure evaluationFailed(String field, String problem) {
        StateFailure failure = new StateFailure(ErrorNames.QUERY_EVALUATION_ERROR, explain(problem));
        ObjectNode details = Trail.failure(Trail.object(), failure);
        trail().add(
                        "EvaluationFailed",
                        "evaluationFailedEventDetails",
                        details.put("location", field).put("state", state.name()));
        return failure;
    }

    private String explain(String problem) {
        return "An error occurred while executing the state '" + state.name() + "' (entered at the event id #"
                + enteredEventId + "). " + problem;
    }

    /** Refuses a payload above the quota. */
    JsonNode withinLimit(JsonNode payload, String what) throws StateFailure {
        if (JsonText.sizeBytes(payload) > LARGEST_PAYLOAD_BYTES) {
            throw new StateFailure(
                    ErrorNames.DATA_LIMIT_EXCEEDED,
                    explain("The " + what + " has a size exceeding the maximum number of bytes service limit ("
                            + LARGEST_PAYLOAD_BYTES + ")."));
        }
        return payload;
    }

    /** Evaluates what the state leaves behind, all of it before any variable is set, and writes the exit. */
    JsonNode leave(State.Effects effects, String prefix, JsonNode fallback, Extra extra) throws StateFailure {
        Map<String, JsonNode> assigned = new LinkedHashMap<>();
        for (Map.Entry<String, Template> entry : effects.assign().entrySet()) {
            String field = prefix + "Assign/" + entry.getKey();
            JsonNode value = evaluate(entry.getValue(), field, fallback, extra);
            assigned.put(entry.getKey(), withinLimit(value, "variable '" + entry.getKey() + "'"));
        }
        JsonNode output = evaluate(effects.output(), prefix + "Output", fallback, extra);
        withinLimit(output, "output of the state");
        flow.variables().assign(assigned);
        trail().exited(state.type(), state.name(), output, assigned);
        return output;
    }

    /** Instants of the context object have exactly three decimals. */
    private static String timestamp(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    private JsonNode states(Extra extra) {
        ObjectNode states = Trail.object();
        states.set("input", input);
        ObjectNode context = states.putObject("context");
        Execution execution = flow.execution();
        ObjectNode described = context.putObject("Execution");
        described.put("Id", execution.arn());
        described.set("Input", execution.input());
        described.put("Name", execution.name());
        described.put("RoleArn", execution.machine().roleArn());
        described.put("StartTime", timestamp(execution.startDate()));
        described.put("RedriveCount", 0);
        context.putObject("State")
                .put("EnteredTime", timestamp(enteredTime))
                .put("Name", state.name())
                .put("RetryCount", retryCount);
        context.putObject("StateMachine")
                .put("Id", execution.machine().arn())
                .put("Name", execution.machine().name());
        ObjectNode item = extra.mapItem() != null ? extra.mapItem() : flow.mapItem();
        if (item != null) {
            context.putObject("Map").set("Item", item);
        }
        if (extra.taskToken() != null) {
            context.putObject("Task").put("Token", extra.taskToken());
        }
        if (extra.result() != null) {
            states.set("result", extra.result());
        }
        if (extra.errorOutput() != null) {
            states.set("errorOutput", extra.errorOutput());
        }
        return states;
    }

    /** What {@code $states} holds at some moments only. */
    record Extra(
            @Nullable JsonNode result,
            @Nullable JsonNode errorOutput,
            @Nullable String taskToken,
            @Nullable ObjectNode mapItem) {

        static final Extra NONE = new Extra(null, null, null, null);

        static Extra result(JsonNode result) {
            return new Extra(result, null, null, null);
        }

        static Extra caught(JsonNode errorOutput) {
            return new Extra(null, errorOutput, null, null);
        }

        static Extra token(String taskToken) {
            return new Extra(null, null, taskToken, null);
        }

        static Extra item(ObjectNode mapItem) {
            return new Extra(null, null, null, mapItem);
        }
    }
}
