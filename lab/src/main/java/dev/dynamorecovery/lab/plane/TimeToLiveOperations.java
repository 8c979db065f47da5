package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** UpdateTimeToLive and DescribeTimeToLive. */
final class TimeToLiveOperations {

    WireAnswer update(Call call) {
        Parameters parameters = call.parameters().only(Set.of("TableName", "TimeToLiveSpecification"));
        Table table = required(call.region(), parameters.required("TableName"));
        Parameters specification = new Parameters(
                        "TimeToLiveSpecification",
                        parameters
                                .object("TimeToLiveSpecification")
                                .orElseThrow(() -> missing("timeToLiveSpecification")))
                .only(Set.of("Enabled", "AttributeName"));
        boolean enable = specification
                .value("Enabled")
                .orElseThrow(() -> missing("timeToLiveSpecification.enabled"))
                .asBoolean();
        String attribute =
                specification.text("AttributeName").orElseThrow(() -> missing("timeToLiveSpecification.attributeName"));
        if (attribute.isEmpty()) {
            throw DynamoDbFault.validation(
                    "1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }
        if (!table.status().equals("ACTIVE") && !table.status().equals("UPDATING")) {
            throw DynamoDbFault.tableInUse(table.name(), table.status());
        }
        if (enable && table.stronglyConsistent()) {
            throw DynamoDbFault.validation(
                    "Time to Live is not supported on a global table with multi-Region strong consistency: "
                            + table.name());
        }
        Optional<TableSettings.TimeToLive> current =
                table.settings().timeToLive().filter(TableSettings.TimeToLive::enabled);
        if (enable && current.isPresent()) {
            throw DynamoDbFault.validation(
                    current.get().attributeName().equals(attribute)
                            ? "TimeToLive is already enabled"
                            : "TimeToLive is active on a different AttributeName: current AttributeName is "
                                    + current.get().attributeName());
        }
        if (!enable && current.isEmpty()) {
            throw DynamoDbFault.validation("TimeToLive is already disabled");
        }
        if (!enable && !current.get().attributeName().equals(attribute)) {
            throw DynamoDbFault.validation(
                    "TimeToLive is active on a different AttributeName: current AttributeName is "
                            + current.get().attributeName());
        }
        Instant settledAt = call.region().time().now().plus(call.region().time().scaled(Durations.TIME_TO_LIVE_CHANGE));
        TableSettings.TimeToLive changed = new TableSettings.TimeToLive(attribute, enable, settledAt);
        table.settings().timeToLive(changed);
        // All replicas of a global table share the setting.
        table.globalTable()
                .ifPresent(global -> global.others(table.region())
                        .forEach(other -> other.table().settings().timeToLive(changed)));
        ObjectNode answer = WireJson.object();
        answer.putObject("TimeToLiveSpecification").put("Enabled", enable).put("AttributeName", attribute);
        return new WireAnswer(200, WireJson.bytes(answer));
    }

    WireAnswer describe(Call call) {
        Parameters parameters = call.parameters().only(Set.of("TableName"));
        Table table = required(call.region(), parameters.required("TableName"));
        Instant now = call.region().time().now();
        ObjectNode answer = WireJson.object();
        ObjectNode description = answer.putObject("TimeToLiveDescription");
        Optional<TableSettings.TimeToLive> setting = table.settings().timeToLive();
        boolean settling =
                setting.filter(found -> now.isBefore(found.settledAt())).isPresent();
        boolean enabled = setting.filter(TableSettings.TimeToLive::enabled).isPresent();
        description.put(
                "TimeToLiveStatus", settling ? enabled ? "ENABLING" : "DISABLING" : enabled ? "ENABLED" : "DISABLED");
        if (enabled || settling) {
            setting.ifPresent(found -> description.put("AttributeName", found.attributeName()));
        }
        return new WireAnswer(200, WireJson.bytes(answer));
    }

    private static Table required(RegionState region, String name) {
        return region.table(name).orElseThrow(() -> DynamoDbFault.noSuchTable(name));
    }

    private static DynamoDbFault missing(String member) {
        return DynamoDbFault.validation("1 validation error detected: Value null at '" + member
                + "' failed to satisfy constraint: Member must not be null");
    }
}
