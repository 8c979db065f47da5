package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** UpdateContinuousBackups and DescribeContinuousBackups. */
final class PointInTimeOperations {

    private static final int LONGEST_RECOVERY_PERIOD_DAYS = 35;

    WireAnswer update(Call call) {
        Parameters parameters = call.parameters().only(Set.of("TableName", "PointInTimeRecoverySpecification"));
        Table table = required(call.region(), parameters.required("TableName"));
        ObjectNode asked = parameters
                .object("PointInTimeRecoverySpecification")
                .orElseThrow(
                        () -> DynamoDbFault.validation(
                                "1 validation error detected: Value null at 'pointInTimeRecoverySpecification' failed to satisfy constraint: Member must not be null"));
        Parameters specification = new Parameters("PointInTimeRecoverySpecification", asked)
                .only(Set.of("PointInTimeRecoveryEnabled", "RecoveryPeriodInDays"));
        boolean enable = specification
                .value("PointInTimeRecoveryEnabled")
                .orElseThrow(
                        () -> DynamoDbFault.validation(
                                "1 validation error detected: Value null at 'pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled' failed to satisfy constraint: Member must not be null"))
                .asBoolean();
        var days = specification.integer("RecoveryPeriodInDays", 1, LONGEST_RECOVERY_PERIOD_DAYS);
        if (!enable && days.isPresent()) {
            throw DynamoDbFault.validation(
                    "RecoveryPeriodInDays can be given only when PointInTimeRecoveryEnabled is true");
        }
        if (table.status().equals("CREATING")) {
            throw DynamoDbFault.of(
                    "ContinuousBackupsUnavailableException",
                    "Backups are being enabled for the table: " + table.name() + ". Please retry later");
        }
        Optional<TableSettings.PointInTimeRecovery> before = table.settings().pointInTimeRecovery();
        if (enable) {
            var since = before.map(TableSettings.PointInTimeRecovery::enabledAt)
                    .orElseGet(() -> call.region().log().now());
            int period = days.orElse(before.map(TableSettings.PointInTimeRecovery::recoveryPeriodInDays)
                    .orElse(LONGEST_RECOVERY_PERIOD_DAYS));
            table.settings().pointInTimeRecovery(Optional.of(new TableSettings.PointInTimeRecovery(since, period)));
        } else {
            table.settings().pointInTimeRecovery(Optional.empty());
        }
        return describe(call.region(), table);
    }

    WireAnswer describe(Call call) {
        Parameters parameters = call.parameters().only(Set.of("TableName"));
        return describe(call.region(), required(call.region(), parameters.required("TableName")));
    }

    private static WireAnswer describe(RegionState region, Table table) {
        ObjectNode description = WireJson.object().put("ContinuousBackupsStatus", "ENABLED");
        ObjectNode recovery = description.putObject("PointInTimeRecoveryDescription");
        table.settings()
                .pointInTimeRecovery()
                .ifPresentOrElse(
                        setting -> {
                            PointInTimeWindow window = PointInTimeWindow.of(setting, region.time());
                            recovery.put("PointInTimeRecoveryStatus", "ENABLED");
                            recovery.put("RecoveryPeriodInDays", setting.recoveryPeriodInDays());
                            recovery.set("EarliestRestorableDateTime", WireJson.epochSeconds(window.earliest()));
                            recovery.set("LatestRestorableDateTime", WireJson.epochSeconds(window.latestWholeSecond()));
                        },
                        () -> recovery.put("PointInTimeRecoveryStatus", "DISABLED"));
        return new WireAnswer(200, WireJson.bytes(WireJson.object().set("ContinuousBackupsDescription", description)));
    }

    private static Table required(RegionState region, String name) {
        return region.table(name)
                .filter(table -> !table.status().equals("DELETING"))
                .orElseThrow(() -> DynamoDbFault.tableNotFound(name));
    }
}
