package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML with CloudFormation's short-form tags into a tree in which every intrinsic has its long form. */
final class TemplateYaml {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> SHORT_FORMS = Set.of(
            "And",
            "Base64",
            "Cidr",
            "Equals",
            "FindInMap",
            "GetAZs",
            "GetAtt",
            "If",
            "ImportValue",
            "Join",
            "Not",
            "Or",
            "Select",
            "Split",
            "Sub",
            "Transform");

    private TemplateYaml() {}

    static ObjectNode read(Reader reader) {
        Node root;
        try {
            root = new Yaml(new LoaderOptions()).compose(reader);
        } catch (YAMLException notYaml) {
            throw new TemplateException("template is not YAML: " + notYaml.getMessage(), notYaml);
        }
        if (root instanceof MappingNode mapping) {
            return object(mapping);
        }
        throw new TemplateException("template is not a mapping of sections: give a SAM template");
    }

    private static JsonNode convert(Node node) {
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return untagged(node);
        }
        String name = tag.substring(1);
        if (name.equals("Ref") || name.equals("Condition")) {
            return JSON.objectNode().set(name, JSON.textNode(text(node)));
        }
        if (!SHORT_FORMS.contains(name)) {
            throw new TemplateException("tag " + tag + at(node) + " is unknown: use an intrinsic of CloudFormation");
        }
        JsonNode argument = name.equals("GetAtt") && node instanceof ScalarNode scalar
                ? attributePath(scalar)
                : node instanceof ScalarNode scalar ? JSON.textNode(scalar.getValue()) : untagged(node);
        return JSON.objectNode().set("Fn::" + name, argument);
    }

    private static ArrayNode attributePath(ScalarNode scalar) {
        String path = scalar.getValue();
        int dot = path.indexOf('.');
        if (dot < 1) {
            throw new TemplateException(
                    "!GetAtt " + path + at(scalar) + " names no attribute: write Resource.Attribute");
        }
        return JSON.arrayNode().add(path.substring(0, dot)).add(path.substring(dot + 1));
    }

    private static JsonNode untagged(Node node) {
        return switch (node) {
            case MappingNode mapping -> object(mapping);
            case SequenceNode sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.getValue().forEach(element -> array.add(convert(element)));
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar);
            default ->
                throw new TemplateException(
                        "YAML node of kind " + node.getNodeId() + at(node) + " is not used in templates: write it out");
        };
    }

    private static ObjectNode object(MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        mapping.getValue().forEach(entry -> {
            String key = text(entry.getKeyNode());
            if (object.has(key)) {
                throw new TemplateException("key " + key + at(entry.getKeyNode()) + " appears twice: keep one");
            }
            object.set(key, convert(entry.getValueNode()));
        });
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String value = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Set.of("true", "yes", "on").contains(value.toLowerCase(java.util.Locale.ROOT)));
        }
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.INT) && value.matches("[-+]?(0|[1-9][0-9]*)")) {
            return JSON.numberNode(new BigInteger(value));
        }
        if (tag.equals(Tag.FLOAT) && value.matches("[-+]?[0-9]+\\.[0-9]+")) {
            return JSON.numberNode(new BigDecimal(value));
        }
        return JSON.textNode(value); // Dates such as 2012-10-17 are text to CloudFormation.
    }

    private static String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new TemplateException("a name is expected" + at(node) + ": write plain text there");
    }

    private static String at(Node node) {
        return " (line " + (node.getStartMark().getLine() + 1) + ")";
    }
}
