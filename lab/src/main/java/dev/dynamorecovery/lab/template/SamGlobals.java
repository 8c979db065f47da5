package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** SAM's Globals section: lists are joined (globals first), maps are merged, anything else the resource overrides. */
final class SamGlobals {

    private static final Map<String, String> TYPES = Map.of(
            "Function", "AWS::Serverless::Function",
            "StateMachine", "AWS::Serverless::StateMachine");

    private SamGlobals() {}

    static ObjectNode merge(ObjectNode globals, ObjectNode resources) {
        ObjectNode merged = resources.deepCopy();
        globals.properties().forEach(section -> {
            String type = TYPES.get(section.getKey());
            if (type == null) {
                throw new TemplateException("Globals." + section.getKey() + " is not supported by the lab: only "
                        + TYPES.keySet() + " are");
            }
            merged.forEach(resource -> {
                if (resource instanceof ObjectNode object
                        && object.path("Type").asText().equals(type)) {
                    JsonNode own = object.path("Properties");
                    object.set("Properties", own.isMissingNode() ? section.getValue() : merge(section.getValue(), own));
                }
            });
        });
        return merged;
    }

    private static JsonNode merge(JsonNode global, JsonNode own) {
        if (global instanceof ObjectNode globalObject && own instanceof ObjectNode ownObject) {
            if (isIntrinsic(globalObject) || isIntrinsic(ownObject)) {
                return own;
            }
            ObjectNode merged = globalObject.deepCopy();
            ownObject.properties().forEach(field -> {
                JsonNode inherited = merged.get(field.getKey());
                merged.set(field.getKey(), inherited == null ? field.getValue() : merge(inherited, field.getValue()));
            });
            return merged;
        }
        if (global instanceof ArrayNode globalArray && own instanceof ArrayNode ownArray) {
            return globalArray.deepCopy().addAll(ownArray);
        }
        return own;
    }

    private static boolean isIntrinsic(ObjectNode object) {
        return object.size() == 1
                && (object.has("Ref") || object.fieldNames().next().startsWith("Fn::"));
    }
}
