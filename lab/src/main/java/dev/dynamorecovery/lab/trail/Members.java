package dev.dynamorecovery.lab.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Names members as CloudTrail does: with a small first letter. */
final class Members {

    /** Below these a client's own keys stand, which stay as they are. */
    private static final Set<String> MAPS = Set.of(
            "BackupVaultTags", "RecoveryPointTags", "BackupPlanTags", "Metadata", "RestoreMetadata", "BackupOptions");

    private Members() {}

    static JsonNode named(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode renamed = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(member -> renamed.set(
                                small(member.getKey()),
                                MAPS.contains(member.getKey()) ? member.getValue() : named(member.getValue())));
                yield renamed;
            }
            case ArrayNode array -> {
                ArrayNode renamed = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> renamed.add(named(element)));
                yield renamed;
            }
            default -> node;
        };
    }

    private static String small(String name) {
        return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
