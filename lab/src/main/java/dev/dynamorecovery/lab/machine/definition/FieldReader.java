package dev.dynamorecovery.lab.machine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one object of a definition; what nobody has asked for is a fault. */
final class FieldReader {

    /** Fields that exist for JSONPath only. */
    private static final Set<String> JSON_PATH_FIELDS = Set.of(
            "InputPath",
            "OutputPath",
            "ResultPath",
            "Parameters",
            "ResultSelector",
            "ItemsPath",
            "Result",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "ErrorPath",
            "CausePath",
            "MaxConcurrencyPath",
            "ToleratedFailureCountPath",
            "ToleratedFailurePercentagePath",
            "Variable",
            "MaxItemsPerBatchPath",
            "MaxInputBytesPerBatchPath",
            "MaxItemsPath",
            "Iterator");

    private static final Pattern VARIABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,79}");

    private final ObjectNode node;
    private final String state;
    private final String prefix;
    private final Faults faults;
    private final Set<String> asked = new HashSet<>();

    FieldReader(ObjectNode node, String state, String prefix, Faults faults) {
        this.node = node;
        this.state = state;
        this.prefix = prefix;
        this.faults = faults;
    }

    void fault(String field, String problem) {
        faults.add(state, prefix + field, problem);
    }

    boolean has(String field) {
        return node.has(field);
    }

    @Nullable
    JsonNode take(String field) {
        asked.add(field);
        return node.get(field);
    }

    @Nullable
    String text(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            fault(field, "must be a string with something in it");
            return null;
        }
        return value.textValue();
    }

    /** Reads past a comment. */
    void comment() {
        JsonNode value = take("Comment");
        if (value != null && !value.isTextual()) {
            fault("Comment", "must be a string");
        }
    }

    @Nullable
    String requiredText(String field) {
        if (!has(field)) {
            asked.add(field);
            fault(field, "is required");
            return null;
        }
        return text(field);
    }

    int whole(String field, int fallback, int least, int most) {
        JsonNode value = take(field);
        if (value == null) {
            return fallback;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            fault(field, "must be a whole number from " + least + " to " + most + ", not " + value);
            return fallback;
        }
        return value.intValue();
    }

    double number(String field, double fallback, double least) {
        JsonNode value = take(field);
        if (value == null) {
            return fallback;
        }
        if (!value.isNumber() || value.doubleValue() < least) {
            fault(field, "must be a number of at least " + least + ", not " + value);
            return fallback;
        }
        return value.doubleValue();
    }

    @Nullable
    Template template(String field) {
        JsonNode value = take(field);
        return value == null ? null : Template.parse(value, field, this::fault);
    }

    /** A number in this range, or an expression for one. */
    @Nullable
    Template quantity(String field, double least, double most) {
        Template template = template(field);
        JsonNode value = template == null ? null : template.constant();
        if (value != null && (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most)) {
            fault(
                    field,
                    "must be a number from " + (long) least + " to " + (long) most + ", or an expression for one, not "
                            + value);
        } else if (template instanceof Template.Fields || template instanceof Template.Elements) {
            fault(field, "must be a number or an expression for one");
        }
        return template;
    }

    /** A string, or an expression for one. */
    @Nullable
    Template textTemplate(String field) {
        Template template = template(field);
        JsonNode value = template == null ? null : template.constant();
        if ((value != null && !value.isTextual())
                || template instanceof Template.Fields
                || template instanceof Template.Elements) {
            fault(field, "must be a string or an expression for one");
        }
        return template;
    }

    State.Effects effects() {
        return new State.Effects(template("Output"), assign());
    }

    private Map<String, Template> assign() {
        Map<String, Template> variables = new LinkedHashMap<>();
        ObjectNode assign = object("Assign");
        if (assign == null) {
            return variables;
        }
        assign.properties().forEach(entry -> {
            String name = entry.getKey();
            String field = "Assign/" + name;
            if (name.equals("states")) {
                fault(field, "$states is reserved and can't be assigned");
            } else if (!VARIABLE.matcher(name).matches()) {
                fault(field, "a variable's name starts with a letter and has letters, digits and _ (80 at most)");
            }
            variables.put(name, Template.parse(entry.getValue(), field, this::fault));
        });
        return variables;
    }

    @Nullable
    ObjectNode object(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        fault(field, "must be an object");
        return null;
    }

    /** A reader for each object in an array. */
    List<FieldReader> objects(String field) {
        List<FieldReader> readers = new ArrayList<>();
        JsonNode value = take(field);
        if (value == null) {
            return readers;
        }
        if (!value.isArray()) {
            fault(field, "must be an array");
            return readers;
        }
        for (int i = 0; i < value.size(); i++) {
            String place = prefix + field + "[" + i + "]";
            if (value.get(i) instanceof ObjectNode object) {
                readers.add(new FieldReader(object, state, place + "/", faults));
            } else {
                faults.add(state, place, "must be an object");
            }
        }
        return readers;
    }

    FieldReader inside(String field, ObjectNode object) {
        return new FieldReader(object, state, prefix + field + "/", faults);
    }

    /** Adds a fault for every field that was never asked for. */
    void refuseRest() {
        node.fieldNames().forEachRemaining(field -> {
            if (asked.contains(field)) {
                return;
            }
            String bare = field.endsWith(".$") ? field.substring(0, field.length() - 2) : field;
            if (JSON_PATH_FIELDS.contains(field) || field.endsWith(".$")) {
                fault(field, "belongs to JSONPath; the lab runs JSONata (Arguments, Output, Assign, Items)");
            } else {
                fault(field, "is not a field here; " + bare + " is unknown or not offered by the lab");
            }
        });
    }
}
