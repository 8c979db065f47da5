package dev.dynamorecovery.core.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.document.Documents;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Resource policies in a form that is the same for a table and for its restored copy. */
public final class ResourcePolicies {

    /** Stands in a policy for the ARN of the table that carries it. */
    public static final String OWN_ARN = "${OwnTableArn}";

    private ResourcePolicies() {}

    /** The policy with sorted fields, without spaces, and with the table's own ARN replaced by {@link #OWN_ARN}. */
    public static String portable(String policy, String tableArn) {
        return replaced(Documents.readJson(policy.getBytes(StandardCharsets.UTF_8)), tableArn, OWN_ARN)
                .toString();
    }

    /** The policy as the table of that ARN carries it. */
    public static String of(String portablePolicy, String tableArn) {
        return replaced(Documents.readJson(portablePolicy.getBytes(StandardCharsets.UTF_8)), OWN_ARN, tableArn)
                .toString();
    }

    private static JsonNode replaced(JsonNode node, String from, String to) {
        var factory = JsonNodeFactory.instance;
        if (node instanceof ObjectNode object) {
            var sorted = new TreeMap<String, JsonNode>();
            object.properties().forEach(field -> sorted.put(field.getKey(), replaced(field.getValue(), from, to)));
            return factory.objectNode().setAll(sorted);
        }
        if (node instanceof ArrayNode array) {
            var elements = factory.arrayNode();
            array.forEach(element -> elements.add(replaced(element, from, to)));
            return elements;
        }
        return node.isTextual() && isArnOrPartOf(node.asText(), from)
                ? factory.textNode(to + node.asText().substring(from.length()))
                : node;
    }

    /** The ARN itself, or one below it such as an index; never a table whose name merely starts the same. */
    private static boolean isArnOrPartOf(String text, String arn) {
        return text.equals(arn) || text.startsWith(arn + "/");
    }
}
