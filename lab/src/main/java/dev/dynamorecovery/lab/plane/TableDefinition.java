package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a table is made of, as CreateTable takes it: keys, indexes and capacity.
 *
 * @param request without the table's name
 */
record TableDefinition(ObjectNode request) {

    private static final Map<String, String> INDEX_OVERRIDES = Map.of(
            "GlobalSecondaryIndexes", "GlobalSecondaryIndexOverride",
            "LocalSecondaryIndexes", "LocalSecondaryIndexOverride");

    /** Of an existing table, from its description. */
    static TableDefinition of(ObjectNode description) {
        ObjectNode request = WireJson.object();
        copy(description, request, List.of("AttributeDefinitions", "KeySchema", "OnDemandThroughput"));
        boolean onDemand = description
                .path("BillingModeSummary")
                .path("BillingMode")
                .asText()
                .equals("PAY_PER_REQUEST");
        request.put("BillingMode", onDemand ? "PAY_PER_REQUEST" : "PROVISIONED");
        if (!onDemand) {
            request.set("ProvisionedThroughput", capacity(description));
        }
        for (String kind : INDEX_OVERRIDES.keySet()) {
            ArrayNode indexes = WireJson.array();
            for (JsonNode index : description.path(kind)) {
                ObjectNode definition = indexes.addObject();
                copy(index, definition, List.of("IndexName", "KeySchema", "Projection", "OnDemandThroughput"));
                if (!onDemand && kind.startsWith("Global")) {
                    definition.set("ProvisionedThroughput", capacity(index));
                }
            }
            if (!indexes.isEmpty()) {
                request.set(kind, indexes);
            }
        }
        return new TableDefinition(request);
    }

    /** With the overrides that a restore may ask for. */
    TableDefinition overridden(Parameters restore) {
        ObjectNode changed = request.deepCopy();
        restore.text("BillingModeOverride").ifPresent(mode -> changed.put("BillingMode", mode));
        restore.object("ProvisionedThroughputOverride")
                .ifPresent(throughput -> changed.set("ProvisionedThroughput", throughput));
        restore.object("OnDemandThroughputOverride")
                .ifPresent(throughput -> changed.set("OnDemandThroughput", throughput));
        INDEX_OVERRIDES.forEach((kind, override) ->
                restore.value(override).ifPresent(indexes -> changed.set(kind, chosen(kind, override, indexes))));
        settleCapacity(changed);
        dropUnusedAttributes(changed);
        return new TableDefinition(changed);
    }

    Optional<JsonNode> member(String name) {
        return Optional.ofNullable(request.get(name));
    }

    boolean onDemand() {
        return request.path("BillingMode").asText().equals("PAY_PER_REQUEST");
    }

    /** Only indexes of the source may be named: a restore leaves indexes out, it makes none. */
    private ArrayNode chosen(String kind, String override, JsonNode indexes) {
        ArrayNode chosen = WireJson.array();
        for (JsonNode index : indexes) {
            boolean known = WireJson.elements(request.path(kind))
                    .anyMatch(source -> List.of("IndexName", "KeySchema", "Projection").stream()
                            .allMatch(member -> source.path(member).equals(index.path(member))));
            if (!known) {
                throw DynamoDbFault.validation("One or more parameter values were invalid: " + override + " names "
                        + index.path("IndexName").asText()
                        + ", which is not an index of the source table with the same key schema and projection");
            }
            chosen.add(index.deepCopy());
        }
        return chosen;
    }

    private static void settleCapacity(ObjectNode changed) {
        boolean onDemand = changed.path("BillingMode").asText().equals("PAY_PER_REQUEST");
        String unwanted = onDemand ? "ProvisionedThroughput" : "OnDemandThroughput";
        changed.remove(unwanted);
        for (JsonNode index : changed.path("GlobalSecondaryIndexes")) {
            ObjectNode definition = (ObjectNode) index;
            definition.remove(unwanted);
            if (!onDemand && !definition.has("ProvisionedThroughput") && changed.has("ProvisionedThroughput")) {
                definition.set("ProvisionedThroughput", changed.path("ProvisionedThroughput"));
            }
        }
        for (String kind : INDEX_OVERRIDES.keySet()) {
            if (changed.path(kind).isEmpty()) {
                changed.remove(kind);
            }
        }
    }

    private static void dropUnusedAttributes(ObjectNode changed) {
        Set<String> used = new HashSet<>();
        changed.findValues("KeySchema")
                .forEach(schema -> schema.forEach(
                        element -> used.add(element.path("AttributeName").asText())));
        ArrayNode kept = WireJson.array();
        WireJson.elements(changed.path("AttributeDefinitions"))
                .filter(attribute ->
                        used.contains(attribute.path("AttributeName").asText()))
                .forEach(kept::add);
        changed.set("AttributeDefinitions", kept);
    }

    private static ObjectNode capacity(JsonNode owner) {
        JsonNode throughput = owner.path("ProvisionedThroughput");
        return WireJson.object()
                .put("ReadCapacityUnits", throughput.path("ReadCapacityUnits").asLong())
                .put("WriteCapacityUnits", throughput.path("WriteCapacityUnits").asLong());
    }

    private static void copy(JsonNode from, ObjectNode to, List<String> members) {
        for (String member : members) {
            if (from.has(member)) {
                to.set(member, from.path(member).deepCopy());
            }
        }
    }
}
