package dev.dynamorecovery.lab.machine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The value of a state's field: JSON in which a whole string may be a JSONata expression between <code>{% %}</code>. */
public sealed interface Template {

    /** A value without an expression in it. */
    record Literal(JsonNode value) implements Template {}

    /** A string that is one expression. */
    record Query(QueryExpression expression) implements Template {}

    /** An object with an expression somewhere in it. */
    record Fields(Map<String, Template> fields) implements Template {}

    /** An array with an expression somewhere in it. */
    record Elements(List<Template> elements) implements Template {}

    /**
     * Reads a field's value.
     *
     * @param fault told the place and the problem of each expression that can't be one
     */
    static Template parse(JsonNode node, String field, BiConsumer<String, String> fault) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, Template> fields = new LinkedHashMap<>();
                object.properties()
                        .forEach(entry -> fields.put(
                                entry.getKey(), parse(entry.getValue(), field + "/" + entry.getKey(), fault)));
                boolean constant = fields.values().stream().allMatch(Literal.class::isInstance);
                yield constant ? new Literal(node) : new Fields(fields);
            }
            case ArrayNode array -> {
                List<Template> elements = new ArrayList<>();
                for (int i = 0; i < array.size(); i++) {
                    elements.add(parse(array.get(i), field + "[" + i + "]", fault));
                }
                boolean constant = elements.stream().allMatch(Literal.class::isInstance);
                yield constant ? new Literal(node) : new Elements(elements);
            }
            default -> node.isTextual() ? text(node, field, fault) : new Literal(node);
        };
    }

    private static Template text(JsonNode node, String field, BiConsumer<String, String> fault) {
        String text = node.textValue();
        boolean opens = text.startsWith("{%");
        boolean closes = text.length() >= 4 && text.endsWith("%}");
        if (opens && closes) {
            try {
                return new Query(QueryExpression.parse(
                        text.substring(2, text.length() - 2).strip()));
            } catch (QuerySyntaxException e) {
                fault.accept(field, "is not JSONata: " + e.getMessage());
            }
        } else if (text.contains("{%") || text.contains("%}")) {
            fault.accept(
                    field, "an expression must be the whole string, from {% at its first character to %} at its last");
        }
        return new Literal(node);
    }

    /**
     * The value with every expression replaced by its result.
     *
     * @throws QueryEvaluationException naming the place in the field
     */
    default JsonNode evaluate(QueryEvaluator evaluator, Map<String, JsonNode> variables, String field) {
        return switch (this) {
            case Literal literal -> literal.value();
            case Query query -> evaluator.evaluate(query.expression(), variables, field);
            case Fields object -> {
                ObjectNode result = JsonNodeFactory.instance.objectNode();
                object.fields()
                        .forEach((name, value) ->
                                result.set(name, value.evaluate(evaluator, variables, field + "/" + name)));
                yield result;
            }
            case Elements array -> {
                ArrayNode result = JsonNodeFactory.instance.arrayNode();
                for (int i = 0; i < array.elements().size(); i++) {
                    result.add(array.elements().get(i).evaluate(evaluator, variables, field + "[" + i + "]"));
                }
                yield result;
            }
        };
    }

    /** The value where it holds no expression; null where it does. */
    default @Nullable JsonNode constant() {
        return this instanceof Literal literal ? literal.value() : null;
    }

    /** Calls the visitor with the place of every expression in the field. */
    default void expressions(String field, BiConsumer<String, QueryExpression> visitor) {
        switch (this) {
            case Literal literal -> {}
            case Query query -> visitor.accept(field, query.expression());
            case Fields object ->
                object.fields().forEach((name, value) -> value.expressions(field + "/" + name, visitor));
            case Elements array -> {
                for (int i = 0; i < array.elements().size(); i++) {
                    array.elements().get(i).expressions(field + "[" + i + "]", visitor);
                }
            }
        }
    }
}
