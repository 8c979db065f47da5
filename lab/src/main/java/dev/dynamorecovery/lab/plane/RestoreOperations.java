package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** RestoreTableToPointInTime and RestoreTableFromBackup: each makes a new table, never touches one that exists. */
final class RestoreOperations {

    private static final Set<String> OVERRIDES = Set.of(
            "BillingModeOverride",
            "GlobalSecondaryIndexOverride",
            "LocalSecondaryIndexOverride",
            "ProvisionedThroughputOverride",
            "OnDemandThroughputOverride",
            "SSESpecificationOverride");

    private final TableDescriptions descriptions;
    private final Restores restores;

    RestoreOperations(TableDescriptions descriptions, Restores restores) {
        this.descriptions = descriptions;
        this.restores = restores;
    }

    WireAnswer toPointInTime(Call call) throws IOException {
        Parameters parameters = known(
                call,
                Set.of(
                        "SourceTableArn",
                        "SourceTableName",
                        "TargetTableName",
                        "UseLatestRestorableTime",
                        "RestoreDateTime"));
        String target = parameters.required("TargetTableName");
        RegionState region = call.region();
        Table source = source(region, parameters);
        TableSettings.PointInTimeRecovery setting = source.settings()
                .pointInTimeRecovery()
                .orElseThrow(() -> DynamoDbFault.of(
                        "PointInTimeRecoveryUnavailableException",
                        "Point in time recovery is not enabled for table '" + source.name() + "'"));
        Instant instant = instant(parameters, PointInTimeWindow.of(setting, region.time()));
        requireFreeTarget(region, target);
        ObjectNode summary = WireJson.object().put("SourceTableArn", source.arn());
        summary.set("RestoreDateTime", WireJson.epochSeconds(instant));
        Restores.Source content = new Restores.Source(
                source.history(),
                source.history().lengthAt(instant),
                source.keySchema(),
                TableDefinition.of(descriptions.of(source)).overridden(parameters),
                encryption(region, parameters).or(() -> source.settings().encryption()),
                source.settings().tableClass(),
                summary,
                () -> {});
        return answer(restores.start(call, target, content));
    }

    WireAnswer fromBackup(Call call) throws IOException {
        Parameters parameters = known(call, Set.of("TargetTableName", "BackupArn"));
        String target = parameters.required("TargetTableName");
        RegionState region = call.region();
        Backup backup = BackupOperations.required(region, parameters.required("BackupArn"));
        if (backup.status(region.time().now()).equals("CREATING")) {
            throw DynamoDbFault.of("BackupInUseException", "Backup is being created: " + backup.arn());
        }
        return answer(restore(call, target, backup));
    }

    /** Makes a table of a backup, which may be of another Region. */
    Restores.Started restore(Call call, String target, Backup backup) throws IOException {
        RegionState region = call.region();
        Parameters parameters = call.parameters();
        requireFreeTarget(region, target);
        ObjectNode summary = WireJson.object()
                .put("SourceBackupArn", backup.arn())
                .put("SourceTableArn", backup.table().arn());
        summary.set("RestoreDateTime", WireJson.epochSeconds(backup.createdAt()));
        TableDefinition definition = backup.definition().overridden(parameters);
        backup.restoresRunning().incrementAndGet();
        Restores.Source content = new Restores.Source(
                backup.table().history(),
                backup.historyLength(),
                backup.table().keySchema(),
                definition,
                encryption(region, parameters).or(backup::encryption),
                backup.tableClass(),
                summary,
                () -> backup.restoresRunning().decrementAndGet());
        return restores.start(call, target, content);
    }

    private static Parameters known(Call call, Set<String> own) {
        Set<String> known = new TreeSet<>(OVERRIDES);
        known.addAll(own);
        return call.parameters().only(known);
    }

    private static Table source(RegionState region, Parameters parameters) {
        Optional<String> name = parameters.text("SourceTableName");
        Optional<String> arn = parameters.text("SourceTableArn");
        if (name.isPresent() == arn.isPresent()) {
            throw DynamoDbFault.validation("Exactly one of SourceTableName and SourceTableArn must be specified");
        }
        String given = name.or(() -> arn).orElseThrow();
        return region.table(given)
                .filter(table -> !table.status().equals("DELETING"))
                .orElseThrow(() -> DynamoDbFault.tableNotFound(Arns.tableName(region.name(), given)));
    }

    private static Instant instant(Parameters parameters, PointInTimeWindow window) {
        boolean latest = parameters.flag("UseLatestRestorableTime");
        Optional<Instant> asked = parameters.instant("RestoreDateTime");
        if (latest == asked.isPresent()) {
            throw DynamoDbFault.validation(
                    "Exactly one of RestoreDateTime and UseLatestRestorableTime must be specified");
        }
        Instant instant = asked.orElseGet(window::latestWholeSecond);
        if (!window.contains(instant)) {
            throw DynamoDbFault.of(
                    "InvalidRestoreTimeException",
                    "RestoreDateTime " + instant
                            + " is not within the restorable window: give a time from " + window.earliest() + " to "
                            + window.latestWholeSecond());
        }
        return instant;
    }

    private static void requireFreeTarget(RegionState region, String target) {
        Optional<Table> existing = region.table(target);
        if (existing.isEmpty()) {
            return;
        }
        throw switch (existing.get().status()) {
            case "CREATING", "DELETING" ->
                DynamoDbFault.of(
                        "TableInUseException",
                        "A target table with the specified name is either being created or deleted: " + target);
            default -> DynamoDbFault.of("TableAlreadyExistsException", "Table already exists: " + target);
        };
    }

    private static Optional<ObjectNode> encryption(RegionState region, Parameters parameters) {
        return parameters
                .object("SSESpecificationOverride")
                .flatMap(specification -> KeptSettings.encryption(region.name(), specification));
    }

    private WireAnswer answer(Restores.Started started) throws IOException {
        if (started.refusal().isPresent()) {
            return started.refusal().get();
        }
        ObjectNode description = descriptions.of(started.table().orElseThrow());
        return new WireAnswer(200, WireJson.bytes(WireJson.object().set("TableDescription", description)));
    }
}
