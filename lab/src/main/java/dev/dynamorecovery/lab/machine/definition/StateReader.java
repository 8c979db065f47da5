package dev.dynamorecovery.lab.machine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.expression.QueryExpression;
import dev.dynamorecovery.lab.machine.expression.Template;
import dev.dynamorecovery.lab.machine.integration.ResourceCatalog;
import dev.dynamorecovery.lab.machine.integration.TaskAction;
import dev.dynamorecovery.lab.machine.integration.TaskResource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one state, by its type. */
final class StateReader {

    private static final double GREATEST_SECONDS = 99_999_999;

    private final FlowReader flows;
    private final ResourceCatalog catalog;

    StateReader(FlowReader flows, ResourceCatalog catalog) {
        this.flows = flows;
        this.catalog = catalog;
    }

    /** @param path the state's own name behind those around it, with a slash behind it */
    @Nullable
    State read(String name, FieldReader fields, String path) {
        fields.comment();
        String language = fields.text("QueryLanguage");
        if (language != null && !language.equals("JSONata")) {
            fields.fault("QueryLanguage", "the lab runs JSONata, not " + language);
        }
        String type = fields.requiredText("Type");
        if (type == null) {
            return null;
        }
        State state = switch (type) {
            case "Task" -> task(name, fields);
            case "Choice" -> choice(name, fields);
            case "Wait" -> wait(name, fields);
            case "Pass" -> new State.Pass(name, fields.effects(), next(fields));
            case "Parallel" -> parallel(name, fields, path);
            case "Map" -> new MapReader(flows).read(name, fields, path);
            case "Succeed" -> new State.Succeed(name, fields.template("Output"));
            case "Fail" -> new State.Fail(name, fields.textTemplate("Error"), fields.textTemplate("Cause"));
            default -> {
                fields.fault(
                        "Type",
                        type + " is no state type; there are Task, Choice, Wait, Pass, Parallel, Map, Succeed"
                                + " and Fail");
                yield null;
            }
        };
        if (List.of("Task", "Choice", "Wait", "Pass", "Parallel", "Map", "Succeed", "Fail")
                .contains(type)) {
            fields.refuseRest();
        }
        return state;
    }

    /** Next or End, exactly one of them; null stands for End. */
    static @Nullable String next(FieldReader fields) {
        JsonNode end = fields.take("End");
        String next = fields.text("Next");
        boolean ends = end != null && end.isBoolean() && end.booleanValue();
        if (end != null && !ends) {
            fields.fault("End", "can only be true");
        } else if (ends == fields.has("Next")) {
            fields.fault("Next", "exactly one of Next and End is required");
        }
        return next;
    }

    private @Nullable State task(String name, FieldReader fields) {
        Template arguments = fields.template("Arguments");
        Template timeout = fields.quantity("TimeoutSeconds", 1, GREATEST_SECONDS);
        Template heartbeat = fields.quantity("HeartbeatSeconds", 1, GREATEST_SECONDS);
        JsonNode limit = timeout == null ? null : timeout.constant();
        JsonNode beat = heartbeat == null ? null : heartbeat.constant();
        if (limit != null && beat != null && beat.doubleValue() >= limit.doubleValue()) {
            fields.fault("HeartbeatSeconds", "must be smaller than TimeoutSeconds (" + limit + "), not " + beat);
        }
        State.Effects effects = fields.effects();
        State.ErrorHandling errors = ErrorHandlingReader.read(fields);
        String next = next(fields);
        String arn = fields.requiredText("Resource");
        if (arn == null) {
            return null;
        }
        TaskResource resource = catalog.resolve(arn, problem -> fields.fault("Resource", problem));
        if (resource == null) {
            return null;
        }
        resource.action().check(arguments, fields::fault);
        if (!resource.callback()) { // who holds a token may answer with any error
            checkErrorNames(resource.action(), errors, fields);
        }
        if (resource.callback() && !mentionsToken(arguments)) {
            fields.fault(
                    "Arguments",
                    "a .waitForTaskToken task must hand on $states.context.Task.Token, or it can never end");
        }
        return new State.Task(name, resource, arguments, timeout, heartbeat, effects, errors, next);
    }

    /** A misspelt error name would wait for an error that never comes. */
    private static void checkErrorNames(TaskAction action, State.ErrorHandling errors, FieldReader fields) {
        for (int i = 0; i < errors.retriers().size(); i++) {
            checkErrorNames(action, errors.retriers().get(i).errorEquals(), "Retry[" + i + "]/ErrorEquals", fields);
        }
        for (int i = 0; i < errors.catchers().size(); i++) {
            checkErrorNames(action, errors.catchers().get(i).errorEquals(), "Catch[" + i + "]/ErrorEquals", fields);
        }
    }

    private static void checkErrorNames(TaskAction action, List<String> names, String place, FieldReader fields) {
        names.stream()
                .filter(name -> !name.startsWith("States.") && !action.mayFailWith(name))
                .forEach(name -> fields.fault(
                        place, name + " is no error of " + action.resourceType() + ":" + action.resource()));
    }

    private static boolean mentionsToken(@Nullable Template arguments) {
        if (arguments == null) {
            return false;
        }
        List<Boolean> found = new ArrayList<>();
        arguments.expressions(
                "Arguments",
                (field, expression) -> expression.references().statesPaths().stream()
                        .filter(path -> List.of("context", "Task", "Token").equals(path)
                                || List.of("context").equals(path))
                        .forEach(path -> found.add(true)));
        return !found.isEmpty();
    }

    private static State choice(String name, FieldReader fields) {
        List<State.Rule> rules = new ArrayList<>();
        List<FieldReader> entries = fields.objects("Choices");
        if (entries.isEmpty()) {
            fields.fault("Choices", "is required: an array with at least one rule");
        }
        for (FieldReader entry : entries) {
            entry.comment();
            Template condition = entry.template("Condition");
            State.Effects effects = entry.effects();
            String next = entry.requiredText("Next");
            QueryExpression test = condition(entry, condition);
            entry.refuseRest();
            if (next != null) {
                rules.add(new State.Rule(test, effects, next));
            }
        }
        return new State.Choice(name, rules, fields.effects(), fields.text("Default"));
    }

    private static QueryExpression condition(FieldReader entry, @Nullable Template condition) {
        if (condition instanceof Template.Query query) {
            return query.expression();
        }
        if (condition instanceof Template.Literal literal && literal.value().isBoolean()) {
            return QueryExpression.parse(literal.value().toString());
        }
        entry.fault("Condition", "is required: a JSONata expression for true or false");
        // The definition is refused; this keeps the rule's way in the search for further faults.
        return QueryExpression.parse("false");
    }

    private static @Nullable State wait(String name, FieldReader fields) {
        Template seconds = fields.quantity("Seconds", 0, GREATEST_SECONDS);
        Template timestamp = fields.textTemplate("Timestamp");
        JsonNode value = timestamp == null ? null : timestamp.constant();
        if (value != null) {
            try {
                OffsetDateTime.parse(value.asText());
            } catch (DateTimeParseException e) {
                fields.fault("Timestamp", "must be an instant such as 2026-01-31T10:40:00Z, not " + value);
            }
        }
        State.Effects effects = fields.effects();
        String next = next(fields);
        if ((seconds == null) == (timestamp == null)) {
            fields.fault("Seconds", "exactly one of Seconds and Timestamp is required");
            return null;
        }
        return seconds != null
                ? new State.Wait(name, seconds, false, effects, next)
                : new State.Wait(name, Objects.requireNonNull(timestamp), true, effects, next);
    }

    private State parallel(String name, FieldReader fields, String path) {
        List<Flow> branches = new ArrayList<>();
        List<FieldReader> entries = fields.objects("Branches");
        if (entries.isEmpty()) {
            fields.fault("Branches", "is required: an array with at least one branch");
        }
        for (FieldReader entry : entries) {
            entry.comment();
            Flow branch = flows.read(entry, path);
            entry.refuseRest();
            if (branch != null) {
                branches.add(branch);
            }
        }
        Template arguments = fields.template("Arguments");
        return new State.Parallel(
                name, branches, arguments, fields.effects(), ErrorHandlingReader.read(fields), next(fields));
    }
}
