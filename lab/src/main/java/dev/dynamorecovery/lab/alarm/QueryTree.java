package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.query.Xml;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The query protocol's flat parameters as a tree, and a tree as its XML. */
final class QueryTree {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MEMBER = "member";

    private QueryTree() {}

    /** {@code Dimensions.member.1.Name=x} becomes the field Name of the first of Dimensions. */
    static ObjectNode read(Map<String, String> parameters) {
        Branch root = new Branch();
        parameters.forEach((path, value) -> {
            Branch branch = root;
            for (String step : path.split("\\.", -1)) {
                branch = branch.children.computeIfAbsent(step, missing -> new Branch());
            }
            branch.text = value;
        });
        return (ObjectNode) root.object();
    }

    static Xml write(ObjectNode tree) {
        Xml xml = new Xml();
        tree.properties().forEach(field -> write(xml, field.getKey(), field.getValue()));
        return xml;
    }

    private static void write(Xml xml, String name, JsonNode value) {
        switch (value) {
            case ObjectNode object -> xml.element(name, write(object));
            case ArrayNode array -> {
                Xml list = new Xml();
                array.forEach(each -> write(list, MEMBER, each));
                xml.element(name, list);
            }
            default -> xml.text(name, value.asText());
        }
    }

    private static final class Branch {
        private final Map<String, Branch> children = new TreeMap<>();
        private String text = "";

        JsonNode object() {
            if (children.isEmpty()) {
                return JSON.textNode(text);
            }
            Branch members = children.get(MEMBER);
            if (members != null) {
                ArrayNode array = JSON.arrayNode();
                members.children.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Comparator.comparingInt(Integer::parseInt)))
                        .forEach(entry -> array.add(entry.getValue().object()));
                return array;
            }
            ObjectNode object = JSON.objectNode();
            children.forEach((name, branch) -> object.set(name, branch.object()));
            return object;
        }
    }
}
