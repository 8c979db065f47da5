package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Repair.SetTimeToLive;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.plan.TimeToLivePlan;
import java.util.List;

/** Whether items expire as planned. */
final class TimeToLiveRules {

    static final List<AuditRule> RULES = List.of(new AuditRule(
            "DR-TTL-1",
            "Items expire as planned",
            Severity.MEDIUM,
            "Items that expire by an attribute nobody planned are lost without anybody's order; those that should expire and"
                    + " do not make every restore larger and slower.",
            List.of(Controls.NIST_RETENTION, Controls.ISO_DELETION),
            TimeToLiveRules::asPlanned));

    private TimeToLiveRules() {}

    private static Judgement asPlanned(AuditedTable table) {
        return planned(
                table,
                plan -> Steps.wanted(
                        plan.audit().timeToLive(),
                        "a way for items to expire",
                        wanted -> seen(table.posture().timeToLiveAttribute(), found -> switch (wanted) {
                            case TimeToLivePlan.Never never ->
                                found.map(attribute ->
                                                broken("items expire by " + attribute, set(table, false, attribute)))
                                        .orElseGet(() -> met("items do not expire"));
                            case TimeToLivePlan.ByAttribute by ->
                                found.map(attribute -> attribute.equals(by.attribute())
                                                ? met("items expire by " + attribute)
                                                : broken(
                                                        "items expire by %s, not by %s"
                                                                .formatted(attribute, by.attribute()),
                                                        set(table, false, attribute)
                                                                + " — DynamoDB takes the next change after an hour: "
                                                                + set(table, true, by.attribute())))
                                        .orElseGet(() -> broken(
                                                "items do not expire",
                                                set(table, true, by.attribute()),
                                                new SetTimeToLive(by.attribute())));
                        })));
    }

    private static String set(AuditedTable table, boolean enabled, String attribute) {
        return Remedies.aws(
                table.posture(),
                "dynamodb",
                "update-time-to-live",
                "--table-name",
                table.posture().table(),
                "--time-to-live-specification",
                "Enabled=%s,AttributeName=%s".formatted(enabled, attribute));
    }
}
