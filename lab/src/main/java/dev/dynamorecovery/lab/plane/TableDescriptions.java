package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** {@code TableDescription} as AWS gives it: the engine's, with everything that the plane keeps or knows better. */
final class TableDescriptions {

    private final EngineTables engine;

    TableDescriptions(EngineTables engine) {
        this.engine = engine;
    }

    ObjectNode of(Table table) throws IOException {
        ObjectNode description = table.lastDescription().isPresent()
                ? table.lastDescription().get().deepCopy()
                : engine.describe(table);
        TableSettings settings = table.settings();
        description.put("TableStatus", table.status());
        description.set("CreationDateTime", WireJson.epochSeconds(table.createdAt()));
        description.put("TableArn", table.arn());
        description.put("TableId", table.id());
        description.put("ItemCount", table.history().itemCount());
        description.put("TableSizeBytes", table.history().sizeBytes());
        description.put("DeletionProtectionEnabled", settings.deletionProtection());
        withoutNeverHappened(description.path("ProvisionedThroughput"));
        for (String kind : List.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes")) {
            for (JsonNode index : description.path(kind)) {
                index(table, (ObjectNode) index, kind.startsWith("Global"));
            }
        }
        describeStream(table, description);
        settings.encryption().ifPresent(encryption -> description.set("SSEDescription", encryption));
        settings.tableClass().ifPresent(tableClass -> description.set("TableClassSummary", tableClass));
        table.globalTable().ifPresent(global -> describeReplicas(table, global, description));
        settings.restoreSummary().ifPresent(summary -> {
            boolean running = table.status().equals("CREATING");
            description.set("RestoreSummary", summary.deepCopy().put("RestoreInProgress", running));
        });
        return description;
    }

    /** The replicas in the other Regions: its own is the table. */
    private static void describeReplicas(Table table, GlobalTable global, ObjectNode description) {
        description.put("GlobalTableVersion", GlobalTable.VERSION);
        description.put("MultiRegionConsistency", global.consistency());
        ArrayNode replicas = description.putArray("Replicas");
        for (GlobalTable.Replica other : global.others(table.region())) {
            ObjectNode replica = replicas.addObject()
                    .put("RegionName", other.name())
                    .put("ReplicaStatus", other.table().status());
            TableSettings settings = other.table().settings();
            settings.tableClass().ifPresent(summary -> replica.set("ReplicaTableClassSummary", summary));
            settings.encryption()
                    .map(encryption -> encryption.path("KMSMasterKeyArn").asText())
                    .filter(key -> !key.endsWith("alias/aws/dynamodb"))
                    .ifPresent(key -> replica.put("KMSMasterKeyId", key));
            ArrayNode indexes = replica.putArray("GlobalSecondaryIndexes");
            description
                    .path("GlobalSecondaryIndexes")
                    .forEach(index -> indexes.addObject()
                            .put("IndexName", index.path("IndexName").asText()));
            if (indexes.isEmpty()) {
                replica.remove("GlobalSecondaryIndexes");
            }
        }
    }

    private static void index(Table table, ObjectNode index, boolean global) {
        String name = index.path("IndexName").asText();
        index.put("IndexArn", table.arn() + "/index/" + name);
        if (global) {
            if (index.path("IndexStatus").asText().equals("ACTIVE")) {
                index.put("IndexStatus", table.indexStatus(name));
            }
            ObjectNode throughput = index.withObjectProperty("ProvisionedThroughput");
            for (String count : List.of("NumberOfDecreasesToday", "ReadCapacityUnits", "WriteCapacityUnits")) {
                if (!throughput.has(count)) {
                    throughput.put(count, 0);
                }
            }
            withoutNeverHappened(throughput);
        }
    }

    /** The engine gives the epoch for what has not happened; AWS leaves it out. */
    private static void withoutNeverHappened(JsonNode throughput) {
        if (throughput instanceof ObjectNode object) {
            for (String moment : List.of("LastIncreaseDateTime", "LastDecreaseDateTime")) {
                if (object.path(moment).asDouble() == 0) {
                    object.remove(moment);
                }
            }
        }
    }

    private static void describeStream(Table table, ObjectNode description) {
        description.remove(List.of("StreamSpecification", "LatestStreamArn", "LatestStreamLabel"));
        table.latestStream().ifPresent(stream -> {
            if (stream.enabled()) {
                description
                        .withObjectProperty("StreamSpecification")
                        .put("StreamEnabled", true)
                        .put("StreamViewType", stream.viewType());
            }
            description.put("LatestStreamArn", stream.arn());
            description.put("LatestStreamLabel", stream.label());
        });
    }
}
