package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** CloudFormation's intrinsic functions, evaluated; what the lab does not know it refuses by name. */
final class Intrinsics {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

    private final References references;

    Intrinsics(References references) {
        this.references = references;
    }

    /** The tree with every intrinsic replaced by its value; what became {@code AWS::NoValue} is left out. */
    JsonNode resolve(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return isFunction(object) ? call(object) : fields(object);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode resolved = JSON.arrayNode();
            array.valueStream()
                    .map(this::resolve)
                    .filter(value -> !value.isMissingNode())
                    .forEach(resolved::add);
            return resolved;
        }
        return node;
    }

    private ObjectNode fields(ObjectNode object) {
        ObjectNode resolved = JSON.objectNode();
        object.properties().forEach(field -> {
            JsonNode value = resolve(field.getValue());
            if (!value.isMissingNode()) {
                resolved.set(field.getKey(), value);
            }
        });
        return resolved;
    }

    private JsonNode call(ObjectNode object) {
        var call = object.properties().iterator().next();
        return call(call.getKey(), call.getValue());
    }

    /** A value of the Conditions section, or of a function that takes conditions. */
    boolean test(JsonNode condition) {
        if (condition instanceof ObjectNode object && object.size() == 1) {
            var call = object.properties().iterator().next();
            JsonNode argument = call.getValue();
            return switch (call.getKey()) {
                case "Condition" -> references.condition(argument.asText());
                case "Fn::Equals" -> {
                    List<JsonNode> sides = arguments("Fn::Equals", argument, 2);
                    yield resolve(sides.get(0))
                            .asText()
                            .equals(resolve(sides.get(1)).asText());
                }
                case "Fn::Not" -> !test(arguments("Fn::Not", argument, 1).getFirst());
                case "Fn::And" -> argument.valueStream().allMatch(this::test);
                case "Fn::Or" -> argument.valueStream().anyMatch(this::test);
                default ->
                    throw new TemplateException("condition function " + call.getKey()
                            + " is not supported by the lab: use Equals, Not, And, Or or Condition");
            };
        }
        throw new TemplateException("condition " + condition + " is none: use Equals, Not, And, Or or Condition");
    }

    private static boolean isFunction(ObjectNode object) {
        if (object.size() != 1) {
            return false;
        }
        String name = object.fieldNames().next();
        return name.equals("Ref") || name.startsWith("Fn::");
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> references.ref(argument.asText());
            case "Fn::GetAtt" -> {
                List<JsonNode> path = arguments(function, argument, 2);
                yield JSON.textNode(references.attribute(
                        path.get(0).asText(), resolve(path.get(1)).asText()));
            }
            case "Fn::Sub" -> JSON.textNode(substitute(argument));
            case "Fn::If" -> {
                List<JsonNode> branches = arguments(function, argument, 3);
                boolean chosen = references.condition(branches.get(0).asText());
                yield resolve(branches.get(chosen ? 1 : 2));
            }
            case "Fn::Join" -> {
                List<JsonNode> parts = arguments(function, argument, 2);
                yield JSON.textNode(resolve(parts.get(1))
                        .valueStream()
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(parts.get(0).asText())));
            }
            case "Fn::Split" -> {
                List<JsonNode> parts = arguments(function, argument, 2);
                ArrayNode split = JSON.arrayNode();
                List.of(resolve(parts.get(1))
                                .asText()
                                .split(Pattern.quote(parts.get(0).asText()), -1))
                        .forEach(split::add);
                yield split;
            }
            case "Fn::Select" -> select(arguments(function, argument, 2));
            case "Fn::FindInMap" -> {
                List<JsonNode> path = arguments(function, argument, 3);
                yield resolve(references.mapping(
                        resolve(path.get(0)).asText(),
                        resolve(path.get(1)).asText(),
                        resolve(path.get(2)).asText()));
            }
            case "Fn::Base64" ->
                JSON.textNode(Base64.getEncoder()
                        .encodeToString(resolve(argument).asText().getBytes(StandardCharsets.UTF_8)));
            case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" ->
                throw new TemplateException(function + " stands outside of Conditions: name a condition instead");
            default -> throw new TemplateException("intrinsic " + function + " is not supported by the lab: remove it");
        };
    }

    private JsonNode select(List<JsonNode> arguments) {
        JsonNode list = resolve(arguments.get(1));
        String index = resolve(arguments.get(0)).asText();
        JsonNode chosen = index.matches("[0-9]{1,4}") ? list.path(Integer.parseInt(index)) : MissingNode.getInstance();
        if (chosen.isMissingNode()) {
            throw new TemplateException("Fn::Select index " + index + " is outside of " + list + ": use an element's");
        }
        return chosen;
    }

    private String substitute(JsonNode argument) {
        JsonNode text = argument.isArray() ? argument.path(0) : argument;
        JsonNode variables = argument.path(1);
        if (!text.isTextual()) {
            throw new TemplateException("Fn::Sub of " + argument + ": give a text, or a text and its variables");
        }
        Matcher matcher = VARIABLE.matcher(text.asText());
        return matcher.replaceAll(match -> Matcher.quoteReplacement(
                match.group(1).isEmpty() ? variable(match.group(2).strip(), variables) : "${" + match.group(2) + "}"));
    }

    private String variable(String name, JsonNode variables) {
        JsonNode own = variables.path(name);
        if (!own.isMissingNode()) {
            return resolve(own).asText();
        }
        int dot = name.indexOf('.');
        return dot < 0
                ? references.ref(name).asText()
                : references.attribute(name.substring(0, dot), name.substring(dot + 1));
    }

    private static List<JsonNode> arguments(String function, JsonNode argument, int count) {
        if (!argument.isArray() || argument.size() != count) {
            throw new TemplateException(function + " of " + argument + ": give a list of " + count);
        }
        List<JsonNode> list = new ArrayList<>();
        argument.forEach(list::add);
        return list;
    }
}
