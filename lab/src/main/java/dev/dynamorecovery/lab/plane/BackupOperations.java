package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** CreateBackup, DescribeBackup, ListBackups and DeleteBackup. */
final class BackupOperations {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
    private static final Set<String> TYPES = Set.of("USER", "SYSTEM", "AWS_BACKUP", "ALL");

    private final Backups backups;

    BackupOperations(Backups backups) {
        this.backups = backups;
    }

    WireAnswer create(Call call) throws IOException {
        Parameters parameters = call.parameters().only(Set.of("TableName", "BackupName"));
        String tableName = parameters.required("TableName");
        String name = parameters.required("BackupName");
        if (!NAME.matcher(name).matches()) {
            throw DynamoDbFault.validation(
                    "1 validation error detected: Value '" + name
                            + "' at 'backupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+ and be between 3 and 255 characters long");
        }
        RegionState region = call.region();
        Table table = region.table(tableName).orElseThrow(() -> DynamoDbFault.tableNotFound(tableName));
        switch (table.status()) {
            case "DELETING" -> throw DynamoDbFault.tableNotFound(tableName);
            case "CREATING" ->
                throw DynamoDbFault.of(
                        "TableInUseException",
                        "Table is being created: " + tableName + ". Back it up when it is ACTIVE");
            default -> {}
        }
        Backup backup = backups.take(region, table, name);
        return answer("BackupDetails", details(backup, region.time().now()));
    }

    WireAnswer describe(Call call) {
        Parameters parameters = call.parameters().only(Set.of("BackupArn"));
        Backup backup = required(call.region(), parameters.required("BackupArn"));
        Instant now = call.region().time().now();
        return answer("BackupDescription", description(backup, details(backup, now)));
    }

    WireAnswer delete(Call call) {
        Parameters parameters = call.parameters().only(Set.of("BackupArn"));
        RegionState region = call.region();
        Backup backup = required(region, parameters.required("BackupArn"));
        Instant now = region.time().now();
        boolean inUse = backup.status(now).equals("CREATING")
                || backup.restoresRunning().get() > 0;
        if (inUse) {
            throw DynamoDbFault.of("BackupInUseException", "Backup is being created or restored from: " + backup.arn());
        }
        region.backups().remove(backup.arn());
        return answer(
                "BackupDescription", description(backup, details(backup, now).put("BackupStatus", "DELETED")));
    }

    WireAnswer list(Call call) {
        Parameters parameters = call.parameters()
                .only(Set.of(
                        "TableName",
                        "Limit",
                        "TimeRangeLowerBound",
                        "TimeRangeUpperBound",
                        "ExclusiveStartBackupArn",
                        "BackupType"));
        RegionState region = call.region();
        String type = parameters.text("BackupType").orElse("USER");
        if (!TYPES.contains(type)) {
            throw DynamoDbFault.validation(
                    "1 validation error detected: Value '" + type
                            + "' at 'backupType' failed to satisfy constraint: Member must satisfy enum value set: [USER, SYSTEM, AWS_BACKUP, ALL]");
        }
        int limit = parameters.integer("Limit", 1, 100).orElse(100);
        Optional<String> table = parameters.text("TableName").map(name -> Arns.tableName(region.name(), name));
        Optional<Instant> lower = parameters.instant("TimeRangeLowerBound");
        Optional<Instant> upper = parameters.instant("TimeRangeUpperBound");
        Optional<String> after = parameters.text("ExclusiveStartBackupArn").map(BackupOperations::order);
        Instant now = region.time().now();
        List<Backup> found = region.backups().values().stream()
                .filter(backup -> unexpired(backup, now))
                .filter(backup -> type.equals("ALL") || backup.type().equals(type))
                .filter(backup -> table.filter(
                                name -> !name.equals(backup.table().name()))
                        .isEmpty())
                .filter(backup -> lower.filter(bound -> backup.createdAt().isBefore(bound))
                        .isEmpty())
                .filter(backup -> upper.filter(bound -> !backup.createdAt().isBefore(bound))
                        .isEmpty())
                .sorted(Comparator.comparing(backup -> order(backup.arn())))
                .filter(backup -> after.filter(start -> order(backup.arn()).compareTo(start) <= 0)
                        .isEmpty())
                .toList();
        ObjectNode answer = WireJson.object();
        ArrayNode summaries = answer.putArray("BackupSummaries");
        found.stream().limit(limit).forEach(backup -> summaries.add(summary(backup, now)));
        if (found.size() > limit) {
            answer.put("LastEvaluatedBackupArn", found.get(limit - 1).arn());
        }
        return new WireAnswer(200, WireJson.bytes(answer));
    }

    /** A backup that exists and has not expired. */
    static Backup required(RegionState region, String arn) {
        return Optional.ofNullable(region.backups().get(arn))
                .filter(backup -> unexpired(backup, region.time().now()))
                .orElseThrow(() -> DynamoDbFault.of("BackupNotFoundException", "Backup not found: " + arn));
    }

    private static boolean unexpired(Backup backup, Instant now) {
        return backup.expiresAt().filter(expiry -> !now.isBefore(expiry)).isEmpty();
    }

    /** Backups are listed in the order of their creation, which their ids follow. */
    private static String order(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1) + arn;
    }

    private static ObjectNode details(Backup backup, Instant now) {
        ObjectNode details = WireJson.object()
                .put("BackupArn", backup.arn())
                .put("BackupName", backup.name())
                .put("BackupSizeBytes", backup.sizeBytes())
                .put("BackupStatus", backup.status(now))
                .put("BackupType", backup.type());
        details.set("BackupCreationDateTime", WireJson.epochSeconds(backup.createdAt()));
        backup.expiresAt().ifPresent(expiry -> details.set("BackupExpiryDateTime", WireJson.epochSeconds(expiry)));
        return details;
    }

    private static ObjectNode summary(Backup backup, Instant now) {
        return details(backup, now)
                .put("TableName", backup.table().name())
                .put("TableId", backup.table().id())
                .put("TableArn", backup.table().arn());
    }

    private static ObjectNode description(Backup backup, ObjectNode details) {
        ObjectNode description = WireJson.object();
        description.set("BackupDetails", details);
        description.set("SourceTableDetails", backup.sourceDetails());
        description.set("SourceTableFeatureDetails", backup.featureDetails());
        return description;
    }

    private static WireAnswer answer(String member, ObjectNode value) {
        return new WireAnswer(200, WireJson.bytes(WireJson.object().set(member, value)));
    }
}
