package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of one Region.
 *
 * @param body with table names where the client may have given ARNs
 * @param raw the same, as it goes to the engine
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Call(RegionState region, String operation, ObjectNode body, byte[] raw) {

    static Call of(RegionState region, String operation, byte[] raw) {
        ObjectNode body = WireJson.request(raw);
        return nameTables(region.name(), body)
                ? new Call(region, operation, body, WireJson.bytes(body))
                : new Call(region, operation, body, raw);
    }

    Parameters parameters() {
        return new Parameters(operation, body);
    }

    /** The names of the tables that an item operation addresses, each as often as it is named. */
    List<String> tableNames() {
        List<String> names = new ArrayList<>();
        for (ObjectNode owner : owners(body)) {
            if (owner.path("TableName").isTextual()) {
                names.add(owner.path("TableName").textValue());
            }
        }
        if (body.get("RequestItems") instanceof ObjectNode items) {
            items.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    private static boolean nameTables(String region, ObjectNode body) {
        boolean changed = false;
        for (ObjectNode owner : owners(body)) {
            String given = owner.path("TableName").asText();
            if (given.startsWith("arn:")) {
                owner.put("TableName", Arns.tableName(region, given));
                changed = true;
            }
        }
        return changed;
    }

    /** The objects in which a {@code TableName} may stand. */
    private static List<ObjectNode> owners(ObjectNode body) {
        List<ObjectNode> owners = new ArrayList<>();
        owners.add(body);
        if (body.get("TransactItems") instanceof ArrayNode actions) {
            for (JsonNode action : actions) {
                for (JsonNode owner : action) {
                    if (owner instanceof ObjectNode object) {
                        owners.add(object);
                    }
                }
            }
        }
        return owners;
    }
}
