package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes on-demand backups, and the one that AWS keeps of a deleted table whose continuous backups were on. */
final class Backups {

    private final TableDescriptions descriptions;
    private volatile Duration creation = Durations.BACKUP_CREATION;

    Backups(TableDescriptions descriptions) {
        this.descriptions = descriptions;
    }

    Backup take(RegionState region, Table table, String name) throws IOException {
        return kept(region, take(region, table, descriptions.of(table), name, "USER", creation));
    }

    /** One that is available, and says it was taken so long ago. */
    Backup take(RegionState region, Table table, String name, Duration age) throws IOException {
        return kept(region, take(region, table, descriptions.of(table), name, "USER", Duration.ZERO, age));
    }

    /** Has every backup from now on take so long, nominally. */
    void take(Duration nominal) {
        creation = nominal;
    }

    /** A backup that DynamoDB's own operations do not know, for AWS Backup. */
    Backup snapshot(RegionState region, Table table) throws IOException {
        return take(region, table, descriptions.of(table), table.name(), "AWS_BACKUP", Duration.ZERO);
    }

    private static Backup kept(RegionState region, Backup backup) {
        region.backups().put(backup.arn(), backup);
        return backup;
    }

    /** Called when the last writer is out and the table still there. */
    void beforeDeletion(RegionState region, Table table) throws IOException {
        if (table.settings().pointInTimeRecovery().isPresent()) {
            kept(
                    region,
                    take(
                            region,
                            table,
                            descriptions.of(table),
                            table.name() + "$DeletedTableBackup",
                            "SYSTEM",
                            Duration.ZERO));
        }
    }

    private static Backup take(
            RegionState region, Table table, ObjectNode description, String name, String type, Duration nominal) {
        return take(region, table, description, name, type, nominal, Duration.ZERO);
    }

    private static Backup take(
            RegionState region,
            Table table,
            ObjectNode description,
            String name,
            String type,
            Duration nominal,
            Duration age) {
        // The position is read once: what was logged before belongs to the backup, nothing after does.
        int length = table.history().length();
        Instant now = region.log().now().minus(age);
        return new Backup(
                arn(table, now),
                name,
                type,
                now,
                now.plus(region.time().scaled(nominal)),
                type.equals("SYSTEM") ? Optional.of(now.plus(Durations.SYSTEM_BACKUP_RETENTION)) : Optional.empty(),
                table,
                length,
                description.path("TableSizeBytes").asLong(),
                TableDefinition.of(description),
                table.settings().encryption(),
                table.settings().tableClass(),
                sourceDetails(table, description),
                featureDetails(table, description),
                new AtomicInteger());
    }

    private static String arn(Table table, Instant now) {
        return "%s/backup/%014d-%08x"
                .formatted(
                        table.arn(),
                        now.toEpochMilli(),
                        ThreadLocalRandom.current().nextInt());
    }

    private static ObjectNode sourceDetails(Table table, ObjectNode description) {
        TableDefinition definition = TableDefinition.of(description);
        ObjectNode details = WireJson.object()
                .put("TableName", table.name())
                .put("TableId", table.id())
                .put("TableArn", table.arn())
                .put("TableSizeBytes", description.path("TableSizeBytes").asLong())
                .put("ItemCount", description.path("ItemCount").asLong())
                .put("BillingMode", definition.onDemand() ? "PAY_PER_REQUEST" : "PROVISIONED");
        details.set("KeySchema", description.path("KeySchema"));
        details.set("TableCreationDateTime", WireJson.epochSeconds(table.createdAt()));
        ObjectNode throughput = details.putObject("ProvisionedThroughput");
        for (String units : List.of("ReadCapacityUnits", "WriteCapacityUnits")) {
            throughput.put(
                    units, description.path("ProvisionedThroughput").path(units).asLong());
        }
        definition.member("OnDemandThroughput").ifPresent(units -> details.set("OnDemandThroughput", units));
        return details;
    }

    private static ObjectNode featureDetails(Table table, ObjectNode description) {
        TableDefinition definition = TableDefinition.of(description);
        ObjectNode details = WireJson.object();
        for (String kind : List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes")) {
            definition.member(kind).filter(ArrayNode.class::isInstance).ifPresent(value -> details.set(kind, value));
        }
        if (description.has("StreamSpecification")) {
            details.set("StreamDescription", description.path("StreamSpecification"));
        }
        table.settings()
                .timeToLive()
                .filter(TableSettings.TimeToLive::enabled)
                .ifPresent(setting -> details.putObject("TimeToLiveDescription")
                        .put("TimeToLiveStatus", "ENABLED")
                        .put("AttributeName", setting.attributeName()));
        table.settings().encryption().ifPresent(encryption -> details.set("SSEDescription", encryption));
        return details;
    }
}
